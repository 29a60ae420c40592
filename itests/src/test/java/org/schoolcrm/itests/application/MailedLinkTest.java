package org.schoolcrm.itests.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.Templates;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** From a mailing to the page of the invoice, by the link that stands in the mail. */
class MailedLinkTest {

    private static final BranchId CENTRE = new BranchId(1);
    private static final Actor ADMIN = Actor.user(1);

    private static TestDatabase database;
    private static TestApplication application;
    private static TestServer server;
    private static MailBox box;

    @BeforeAll
    static void open() {
        database = TestDatabase.h2();
        application = TestApplication.still(database, Instant.parse("2026-09-10T09:00:00Z"), 60);
        box = new MailBox();
        application.offer(MessageChannel.class, box);
        application
                .the(ProviderAccounts.class)
                .declare(
                        "mail.cfg",
                        new ProviderAccounts.Declaration(
                                null,
                                "smtp",
                                "Почта",
                                true,
                                Map.of("host", "localhost", "from", "Школа <billing@school.test>"),
                                ProviderTerms.USUAL));
        server = application.server();
    }

    @AfterAll
    static void close() {
        server.close();
        application.close();
        database.close();
    }

    @Test
    void both_links_of_the_shipped_words_open_the_invoice() {
        opensItsInvoice(shipped(new BranchId(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Здравствуйте, {customer.name}!\n\nСчет: {bill.amount} < 1000000\nОплатить: {bill.url}.\n\nШкола",
                "<table><tr><td><a href=\"{bill.url}\">Оплатить</a></td><td>до {bill.end_date}</td></tr></table>",
                "<p>(<A HREF='{bill.url}' title=\"1 > 2\"><b>Счет <i>{bill.url}</i></b></A>)</p>",
                "<center>Счет {bill.amount}</center><center>{bill.amount_url}</center>до {bill.end_date}",
            })
    void both_links_open_the_invoice_however_the_template_is_written(String body) {
        var words = application
                .the(Templates.class)
                .create(CENTRE, DeliveryMethod.EMAIL, new Template.Content("Счет", "Счет", body), ADMIN);
        var shipped = shipped(CENTRE).settings();
        var what = shipped.what();
        var again = new Mailing.What(
                what.method(),
                what.scope(),
                what.periodKind(),
                what.periodUnit(),
                what.whom(),
                what.term(),
                what.applyDiscounts(),
                what.repeatable(),
                true,
                what.limits());
        var how = new Mailing.How(DeliveryMethod.EMAIL, words.id(), null, false, Mailing.Reminders.NONE, null);
        var settings = new Mailing.Settings("Счета", false, again, shipped.when(), how);

        opensItsInvoice(application.the(Mailings.class).create(CENTRE, settings, ADMIN));
    }

    private static Mailing shipped(BranchId branch) {
        return application.the(Mailings.class).of(branch).get(0);
    }

    private static void opensItsInvoice(Mailing mailing) {
        box.clear();
        var runs = application.the(MailingRuns.class);
        var run = runs.start(mailing.id(), "hand:1", ADMIN).id();
        application.work("mailing-run", "mailing-page");
        application.the(SettableClock.class).advance(Duration.ofMinutes(1));
        application.work("message-heart", "message-dispatch");

        var billing = application.the(Billing.class);
        var billed = runs.entries(run, 0, 500).stream()
                .filter(entry -> entry.outcome() == RunEntry.Outcome.BILLED)
                .map(entry ->
                        billing.find(Objects.requireNonNull(entry.invoice())).orElseThrow())
                .collect(Collectors.toMap(invoice -> billing.link(invoice.id()), Invoice::number));
        assertThat(box.mails()).hasSameSizeAs(billed.keySet()).isNotEmpty();
        for (var mail : box.mails()) {
            var number = billed.remove(mail.linkInText().toString());
            assertThat(number).as(mail.text()).isNotNull();
            assertThat(mail.linkInHtml()).isEqualTo(mail.linkInText());
            assertThat(page(mail.linkInText())).contains("№ " + number + " ");
        }
    }

    private static String page(URI link) {
        var page = server.payer("GET", link.getPath());
        assertThat(page.statusCode()).isEqualTo(200);
        return PageTestApplication.document(page).select("h1").text();
    }
}
