package org.schoolcrm.mailing.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.core.MailingTestApplication;

class DispatcherTest {

    private final MailingTestApplication application = new MailingTestApplication();

    @BeforeEach
    void somebody_who_owes() {
        application.customer("Анна", "10.00");
    }

    @ParameterizedTest(name = "{0} leaves the message {1}")
    @CsvSource({
        "ACCEPTED,  ACCEPTED",
        "THROTTLED, PENDING",
        "RETRYABLE, RETRY_WAIT",
        "REJECTED,  REJECTED",
        "HELD,      PENDING",
        "UNCERTAIN, UNCERTAIN",
    })
    void every_end_of_a_sending_leaves_the_message_somewhere(SendOutcome.Kind outcome, MessageState state) {
        application.channel.outcome = SendOutcome.of(outcome, "as told");

        run();

        assertThat(application.memory.messages.states.values()).containsExactly(state);
    }

    @Test
    void composes_once_and_replays_the_same_bytes() {
        application.channel.outcome = SendOutcome.of(SendOutcome.Kind.RETRYABLE, "later");
        run();
        application.clock.advance(Duration.ofMinutes(1));
        application.channel.outcome = SendOutcome.accepted("p-2");
        application.runJobs(2);

        assertThat(application.channel.composed).isEqualTo(1);
        assertThat(application.channel.sent).hasSize(1);
    }

    @Test
    void gives_up_after_the_last_try_and_the_run_ends() {
        application.channel.outcome = SendOutcome.of(SendOutcome.Kind.RETRYABLE, "later");
        run();
        for (int tries = 0; tries < 7; tries++) {
            application.clock.advance(Duration.ofHours(7));
            application.runJobs(2);
        }

        assertThat(application.memory.messages.states.values()).containsExactly(MessageState.DEAD);
    }

    @Test
    void a_pause_of_the_provider_costs_no_try() {
        application.channel.outcome = SendOutcome.of(SendOutcome.Kind.THROTTLED, "slow down");
        run();
        for (int tries = 0; tries < 20; tries++) {
            application.clock.advance(Duration.ofMinutes(2));
            application.runJobs(2);
        }
        assertThat(application.memory.messages.attempts.values()).containsExactly(0);

        application.channel.outcome = SendOutcome.accepted("p-1");
        application.clock.advance(Duration.ofMinutes(2));
        application.runJobs(2);
        assertThat(application.channel.sent).hasSize(1);
    }

    @Test
    void a_channel_that_breaks_before_the_wire_has_sent_nothing() {
        application.channel.breaksBeforeWire = new IllegalStateException("stopped");

        run();

        assertThat(application.memory.messages.states.values()).containsExactly(MessageState.RETRY_WAIT);
    }

    @Test
    void a_channel_that_breaks_on_the_wire_may_have_sent_it() {
        application.channel.breaksOnWire = new IllegalStateException("stopped");

        run();

        assertThat(application.memory.messages.states.values()).containsExactly(MessageState.UNCERTAIN);
    }

    @Test
    void messages_wait_while_their_channel_is_absent() {
        application.channels.clear();
        var run = run();
        assertThat(run.state()).isEqualTo(MailingRun.State.SENDING);
        assertThat(application.memory.messages.states.values()).containsExactly(MessageState.PENDING);

        application.channels.add(application.channel);
        application.runJobs(3);

        assertThat(application.channel.sent).hasSize(1);
        assertThat(application.memory.runs.find(run.id()).orElseThrow().state()).isEqualTo(MailingRun.State.COMPLETED);
    }

    private MailingRun run() {
        return application.run(application.mailing(AccountScope.BASE, true), "hand:1");
    }
}
