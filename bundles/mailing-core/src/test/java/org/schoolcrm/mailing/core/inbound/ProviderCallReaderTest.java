package org.schoolcrm.mailing.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ProviderCallStore.State;
import org.schoolcrm.channel.testkit.scripted.TalkingChannel;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.ReceivedReceipt;
import org.schoolcrm.mailing.api.ReceivedReceipt.Effect;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.mailing.core.dispatch.DirectMessages;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Attention;

class ProviderCallReaderTest {

    private static final String ANNA = "mail0@example.org";

    private final MailingTestApplication application = new MailingTestApplication();
    private final TalkingChannel channel = new TalkingChannel("talker", "email");

    @BeforeEach
    void somebody_who_has_got_an_invoice() {
        application.channels.clear();
        application.channels.add(channel);
        application.phone = "+7 495 000-00-00";
        application.memory.mailings.save(new Template(
                DirectMessages.TEXT_TEMPLATE, 1, new BranchId(0), DeliveryMethod.SMS, "", "", "{message.text}"));
        application.customer("Анна", "10.00");
        application.run(application.mailing(AccountScope.BASE, true), "hand");
    }

    @Test
    void a_call_moves_its_message_and_what_comes_too_late_is_noted() {
        told("receipt e-1 p-o-" + id() + " DELIVERED");
        told("receipt e-2 p-o-" + id() + " UNDELIVERED");

        assertThat(application.memory.messages.states.get(id())).isEqualTo(MessageState.DELIVERED);
        assertThat(application.outbox.receipts(id()))
                .extracting(ReceivedReceipt::effect)
                .containsExactly(Effect.APPLIED, Effect.STALE);
        assertThat(application.memory.messages.suppressed).isEmpty();
    }

    @Test
    void what_came_while_the_adapter_was_away_counts_when_it_is_back_unless_it_is_forged() {
        application.providerAccounts.all();
        application.channels.clear();
        keep("receipt e-1 p-o-" + id() + " DELIVERED", "wrong", false);
        keep("receipt e-2 p-o-" + id() + " READ", "right", false);
        application.runJobs(3);
        assertThat(application.calls.states).containsOnly(Map.entry(1L, State.WAITING), Map.entry(2L, State.WAITING));

        application.channels.add(channel);
        application.runJobs(3);

        assertThat(application.calls.states).containsOnly(Map.entry(1L, State.REFUSED), Map.entry(2L, State.READ));
        assertThat(application.memory.messages.moments(id()).read()).isNotNull();
    }

    @Test
    void a_call_that_cannot_be_read_holds_back_no_other_and_somebody_hears_of_it() {
        told("broken");
        told("receipt e-1 p-o-" + id() + " DELIVERED");

        assertThat(application.calls.states.values()).containsExactly(State.UNREADABLE, State.READ);
        assertThat(application.memory.messages.states.get(id())).isEqualTo(MessageState.DELIVERED);
        assertThat(application.attentions).extracting(Attention::kind).containsOnly("channel.call-unreadable");
    }

    @Test
    void who_refuses_is_not_written_to_until_he_takes_it_back() {
        told("inbound e-1 STOP " + ANNA + " стоп");
        assertThat(application.memory.messages.suppressed).containsExactly(ANNA);

        application.run(application.mailing(AccountScope.BASE, true), "second");
        assertThat(application.memory.messages.states).containsValue(MessageState.SUPPRESSED);

        told("inbound e-2 RESUMED " + ANNA + " старт");
        assertThat(application.memory.messages.suppressed).isEmpty();
        assertThat(application.memory.messages.states).doesNotContainValue(MessageState.SUPPRESSED);
        told("inbound e-1 STOP " + ANNA + " стоп");
        assertThat(application.memory.messages.suppressed).isEmpty();
    }

    @Test
    void what_an_operator_has_listed_stays_listed() {
        application.outbox.suppress(
                MailingTestApplication.BRANCH, "email", ANNA, "by hand", MailingTestApplication.ADMIN);
        told("inbound e-1 STOP " + ANNA + " стоп");
        told("inbound e-2 START " + ANNA + " token");

        assertThat(application.memory.messages.suppressed).containsExactly(ANNA);
    }

    @Test
    void what_somebody_writes_is_answered_once_with_the_phone_of_the_school() {
        told("inbound e-1 TEXT " + ANNA + " Когда занятия?");
        told("inbound e-2 TEXT " + ANNA + " Ау?");

        assertThat(application.inbound.kept).hasSize(2);
        assertThat(replies()).singleElement().satisfies(reply -> {
            assertThat(reply.content().values().get("message.text")).contains(application.phone);
            assertThat(reply.route().address()).isEqualTo(ANNA);
        });
        assertThat(application.memory.messages.states.values()).containsOnly(MessageState.ACCEPTED);
    }

    @Test
    void the_answer_goes_where_somebody_wrote_from_also_from_a_former_address() {
        application.readdress(application.anna().id(), new Contact(Contact.Kind.EMAIL, "other@example.org"));
        told("inbound e-1 TEXT " + ANNA + " Когда занятия?");

        assertThat(replies())
                .singleElement()
                .satisfies(reply -> assertThat(reply.route().address()).isEqualTo(ANNA));
        assertThat(application.memory.messages.states.values()).containsOnly(MessageState.ACCEPTED);
    }

    @Test
    void strangers_are_not_answered_and_a_school_without_a_phone_has_no_answer() {
        told("inbound e-1 TEXT stranger@example.org Здравствуйте");
        application.phone = "";
        told("inbound e-2 TEXT " + ANNA + " Здравствуйте");

        assertThat(application.inbound.kept).hasSize(2);
        assertThat(replies()).isEmpty();
    }

    private List<NewMessage> replies() {
        return application.memory.messages.rows.values().stream()
                .filter(row -> row.purpose() == Purpose.REPLY)
                .toList();
    }

    private void told(String body) {
        keep(body, "right", true);
        application.runJobs(3);
    }

    private void keep(String body, String secret, boolean verified) {
        var call = new RawWebhook(
                "POST",
                "",
                "",
                Map.of("x-secret", secret),
                body.getBytes(StandardCharsets.UTF_8),
                "192.0.2.1",
                application.clock.now());
        application.calls.keep(application.providerAccounts.of("talker"), body, call, verified);
    }

    private long id() {
        return application.memory.messages.rows.keySet().iterator().next();
    }
}
