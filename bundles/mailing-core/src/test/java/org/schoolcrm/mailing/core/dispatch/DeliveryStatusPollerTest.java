package org.schoolcrm.mailing.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.testkit.scripted.Behaviour;
import org.schoolcrm.channel.testkit.scripted.InMemoryProviderLog;
import org.schoolcrm.channel.testkit.scripted.Script;
import org.schoolcrm.channel.testkit.scripted.ScriptedChannel;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.core.MailingTestApplication;

/** Messages of unknown fate, by what their provider can do about them. */
class DeliveryStatusPollerTest {

    private final MailingTestApplication application = new MailingTestApplication();
    private final InMemoryProviderLog books = new InMemoryProviderLog();

    @ParameterizedTest(name = "class {0} after an answer that was lost: {1}, accepted {2} times")
    @CsvSource({"DEDUPES, ACCEPTED, 1", "CAN_BE_ASKED, ACCEPTED, 1", "NONE, UNCERTAIN, 1"})
    void an_answer_that_is_lost_sends_nothing_twice(Idempotency idempotency, MessageState end, long times) {
        runOn(idempotency, Script.inTurn(Behaviour.ACCEPTS_AND_DROPS_ANSWER, Behaviour.ACCEPTS));
        later(3);

        assertThat(states()).containsExactly(end);
        assertThat(books.times().values()).containsExactly(times);
    }

    @ParameterizedTest(name = "class {0} after a silent provider: {1}, accepted {2} times")
    @CsvSource({"DEDUPES, ACCEPTED, 1", "CAN_BE_ASKED, ACCEPTED, 1", "NONE, UNCERTAIN, 0"})
    void a_provider_that_never_got_it_gets_it_if_that_can_be_known(
            Idempotency idempotency, MessageState end, int accepted) {
        runOn(idempotency, Script.inTurn(Behaviour.IS_SILENT, Behaviour.ACCEPTS));
        later(3);

        assertThat(states()).containsExactly(end);
        assertThat(books.entries()).hasSize(accepted);
    }

    @Test
    void a_provider_that_does_not_answer_is_asked_again_and_sent_nothing() {
        var channel = runOn(Idempotency.CAN_BE_ASKED, Script.always(Behaviour.ACCEPTS_AND_DROPS_ANSWER));
        channel.answersQuestions(false);
        later(5);
        assertThat(states()).containsExactly(MessageState.UNCERTAIN);

        channel.answersQuestions(true);
        later(2);
        assertThat(states()).containsExactly(MessageState.ACCEPTED);
        assertThat(books.entries()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void faults_by_chance_never_send_twice_what_a_provider_can_tell_apart(Idempotency idempotency) {
        for (int i = 0; i < 60; i++) {
            application.customer("Анна " + i, "10.00");
        }
        runOn(
                idempotency,
                Script.seeded(
                        11,
                        Map.of(
                                Behaviour.ACCEPTS_AND_DROPS_ANSWER, 15,
                                Behaviour.IS_SILENT, 10,
                                Behaviour.CANNOT_BE_REACHED, 10,
                                Behaviour.THROTTLES_RECIPIENT, 5)));
        later(12);

        long uncertain =
                states().stream().filter(MessageState.UNCERTAIN::equals).count();
        long accepted = states().stream().filter(MessageState.ACCEPTED::equals).count();
        assertThat(accepted + uncertain).isEqualTo(61);
        assertThat(uncertain).isEqualTo(idempotency == Idempotency.NONE ? uncertain : 0);
        assertThat(books.times().values()).containsOnly(1L);
        assertThat((long) books.entries().size()).isBetween(accepted, accepted + uncertain);
    }

    private ScriptedChannel runOn(Idempotency idempotency, Script script) {
        var channel = new ScriptedChannel("email", idempotency, books).follow(script);
        application.channels.clear();
        application.channels.add(channel);
        application.customer("Анна", "10.00");
        application.run(application.mailing(AccountScope.BASE, true), "hand:1");
        return channel;
    }

    private void later(int times) {
        for (int i = 0; i < times; i++) {
            application.clock.advance(Duration.ofHours(7));
            application.runJobs(3);
        }
    }

    private Collection<MessageState> states() {
        return application.memory.messages.states.values();
    }
}
