package org.schoolcrm.mailing.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.DeliveryReceipt.Kind;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.testkit.scripted.Behaviour;
import org.schoolcrm.channel.testkit.scripted.InMemoryProviderLog;
import org.schoolcrm.channel.testkit.scripted.Script;
import org.schoolcrm.channel.testkit.scripted.ScriptedChannel;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.core.MailingTestApplication;

class DeliveryReceiptProcessorTest {

    private final MailingTestApplication application = new MailingTestApplication();
    private final ScriptedChannel channel = new ScriptedChannel("email", Idempotency.NONE, new InMemoryProviderLog());

    @BeforeEach
    void somebody_who_owes() {
        application.channels.clear();
        application.channels.add(channel);
        application.customer("Анна", "10.00");
    }

    @Test
    void a_receipt_leads_forward_only_however_often_and_in_whatever_order_it_comes() {
        send();
        tell("e-1", Kind.DELIVERED, Cause.NONE);
        assertThat(state()).isEqualTo(MessageState.DELIVERED);

        tell("e-0", Kind.UNDELIVERED, Cause.ADDRESS);
        tell("e-1", Kind.DELIVERED, Cause.NONE);
        assertThat(state()).isEqualTo(MessageState.DELIVERED);
        assertThat(application.memory.messages.suppressed).isEmpty();
    }

    @Test
    void an_address_that_turns_out_wrong_is_not_written_to_again() {
        send();
        tell("e-1", Kind.UNDELIVERED, Cause.ADDRESS);

        assertThat(state()).isEqualTo(MessageState.UNDELIVERED);
        assertThat(application.memory.messages.suppressed).containsExactly("mail0@example.org");
    }

    @Test
    void a_receipt_that_is_faster_than_the_answer_waits_for_it() {
        channel.follow(Script.inTurn(Behaviour.CANNOT_BE_REACHED, Behaviour.ACCEPTS));
        send();
        var reference = Dispatcher.reference(id());
        application.receipts.take(
                application.providerAccounts.of("email"),
                List.of(receipt("e-1", "p-" + reference, null, Kind.DELIVERED, Cause.NONE)));
        assertThat(state()).isEqualTo(MessageState.RETRY_WAIT);

        application.clock.advance(Duration.ofMinutes(1));
        application.runJobs(3);
        assertThat(state()).isEqualTo(MessageState.DELIVERED);
    }

    @Test
    void a_receipt_settles_what_was_uncertain() {
        channel.follow(Script.always(Behaviour.ACCEPTS_AND_DROPS_ANSWER));
        send();
        assertThat(state()).isEqualTo(MessageState.UNCERTAIN);

        var receipt = receipt("e-1", null, Dispatcher.reference(id()), Kind.READ, Cause.NONE);
        application.receipts.take(application.providerAccounts.of("email"), List.of(receipt));
        assertThat(state()).isEqualTo(MessageState.DELIVERED);
    }

    @Test
    void a_receipt_of_nothing_of_ours_is_forgotten_after_three_days() {
        application.receipts.take(
                application.providerAccounts.of("email"),
                List.of(receipt("e-1", "p-o-1001", null, Kind.DELIVERED, Cause.NONE)));
        application.clock.advance(Duration.ofHours(73));
        application.runJobs(2);
        send();

        assertThat(application.operators.receipts.match(10)).isEmpty();
    }

    private void send() {
        application.run(application.mailing(AccountScope.BASE, true), "hand");
    }

    private void tell(String event, Kind kind, Cause cause) {
        application.receipts.take(
                application.providerAccounts.of("email"),
                List.of(receipt(event, "p-" + Dispatcher.reference(id()), null, kind, cause)));
    }

    private DeliveryReceipt receipt(String event, String providerId, String reference, Kind kind, Cause cause) {
        return new DeliveryReceipt(event, providerId, reference, kind, cause, "as told", application.clock.now());
    }

    private long id() {
        return application.memory.messages.rows.keySet().iterator().next();
    }

    private MessageState state() {
        return application.memory.messages.states.get(id());
    }
}
