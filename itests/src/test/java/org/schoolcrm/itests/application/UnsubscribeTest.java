package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.blueprint.container.ServiceUnavailableException;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.mailing.api.Messages;
import org.schoolcrm.mailing.api.Suppression;
import org.schoolcrm.mailing.api.Unsubscribing;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;
import org.schoolcrm.unsubscribe.page.UnsubscribeServlet;

/** Whoever has had enough ends messages by the link that stands in them: on the page, or with the button of a mail program. */
class UnsubscribeTest {

    private static final BranchId CENTRE = new BranchId(1);

    private final TestDatabase database = TestDatabase.h2();
    private final TestApplication application =
            TestApplication.still(database, Instant.parse("2026-09-10T09:00:00Z"), 60);
    private final MailBox box = new MailBox();
    private final TestServer server = application.server();

    @BeforeEach
    void letters_go_out() {
        application.offer(MessageChannel.class, box);
        var settings = Map.of("host", "localhost", "from", "Школа <billing@school.test>");
        application
                .the(ProviderAccounts.class)
                .declare(
                        "mail.cfg",
                        new ProviderAccounts.Declaration(null, "smtp", "Почта", true, settings, ProviderTerms.USUAL));
        var mailing = application.the(Mailings.class).of(CENTRE).get(0);
        application.the(MailingRuns.class).start(mailing.id(), "hand:1", Actor.user(1));
        application.work("mailing-run", "mailing-page");
        application.the(SettableClock.class).advance(Duration.ofMinutes(1));
        application.work("message-heart", "message-dispatch");
    }

    @AfterEach
    void close() {
        server.close();
        application.close();
        database.close();
    }

    @Test
    void looking_at_the_link_ends_nothing_and_the_button_does() throws Exception {
        var link = link(0);

        var page = PageTestApplication.document(server.payer("GET", link));

        assertThat(page.select("h1").text()).isEqualTo("Больше не присылать сообщения?");
        assertThat(page.text()).contains("…@").doesNotContain(address(0));
        assertThat(suppressions()).isEmpty();

        var form = page.select("form[method=post]");
        var answer = PageTestApplication.document(server.payer("POST", form.attr("action")));

        assertThat(answer.select("h1").text()).isEqualTo("Вы отписаны");
        assertThat(answer.select("form")).isEmpty();
        assertThat(application.the(Messages.class).suppressions(CENTRE, 0, 10))
                .extracting(Suppression::address)
                .containsExactly(address(0));
    }

    @Test
    void a_mail_program_needs_one_request_and_no_login() throws Exception {
        var header = box.messages().get(0).getHeader("List-Unsubscribe-Post");
        var answer = server.payer("POST", link(0), "Content-Type", "application/x-www-form-urlencoded");

        assertThat(header).containsExactly("List-Unsubscribe=One-Click");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(suppressions()).hasSize(1);
    }

    @Test
    void twice_is_once_and_stops_that_address_alone() throws Exception {
        server.payer("POST", link(0));
        server.payer("POST", link(0));

        assertThat(box.messages()).hasSizeGreaterThan(1);
        assertThat(suppressions()).extracting(Suppression::address).containsExactly(address(0));
    }

    @Test
    void it_is_the_recipients_own_decision_that_a_recipient_may_take_back() throws Exception {
        server.payer("POST", link(0));
        var who = address(0);

        var outbox = application.the(Outbox.class);
        boolean lifted = application.the(Transactions.class).inTransaction(() -> outbox.allow(CENTRE, "email", who));

        assertThat(lifted).isTrue();
        assertThat(suppressions()).isEmpty();
    }

    @Test
    void a_link_that_we_never_made_ends_nothing_and_says_so() throws Exception {
        var link = link(0);
        for (var wrong :
                new String[] {"/u/", "/u/1", "/u/1.test.AAAA", link + "A", link.substring(0, link.length() - 2)}) {
            assertThat(server.payer("POST", wrong).statusCode()).as(wrong).isEqualTo(404);
        }

        var page = server.payer("GET", "/u/1.test." + "A".repeat(44) + "?lang=en");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(PageTestApplication.document(page).select("h1").text()).isEqualTo("This link does not work");
        assertThat(suppressions()).isEmpty();
    }

    @Test
    void other_verbs_are_refused() throws Exception {
        var answer = server.payer("DELETE", link(0));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, POST");
        assertThat(suppressions()).isEmpty();
    }

    @Test
    void while_mailings_are_away_the_page_asks_to_come_again() {
        var away = new UnsubscribeServlet((Unsubscribing) Proxy.newProxyInstance(
                Unsubscribing.class.getClassLoader(),
                new Class<?>[] {Unsubscribing.class},
                (proxy, method, arguments) -> {
                    throw new ServiceUnavailableException("away", "(objectClass=Unsubscribing)");
                }));
        try (var alone = TestServer.open(database.dataSource(), Map.of("/u/*", away))) {
            var answer = alone.payer("GET", "/u/1.test.AAAA");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("10");
            assertThat(PageTestApplication.document(answer).select("h1").text()).isEqualTo("Немного позже");
        }
    }

    private String link(int mail) throws Exception {
        var header = box.messages().get(mail).getHeader("List-Unsubscribe")[0];
        return URI.create(header.substring(1, header.length() - 1)).getPath();
    }

    private String address(int mail) throws Exception {
        return box.messages().get(mail).getAllRecipients()[0].toString();
    }

    private List<Suppression> suppressions() {
        return application.the(Messages.class).suppressions(CENTRE, 0, 10);
    }
}
