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

    private final MailingTestApplication house = new MailingTestApplication();

    @BeforeEach
    void somebody_who_owes() {
        house.customer("Анна", "10.00");
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
        house.channel.outcome = SendOutcome.of(outcome, "as told");

        run();

        assertThat(house.memory.messages.states.values()).containsExactly(state);
    }

    @Test
    void composes_once_and_replays_the_same_bytes() {
        house.channel.outcome = SendOutcome.of(SendOutcome.Kind.RETRYABLE, "later");
        run();
        house.clock.advance(Duration.ofMinutes(1));
        house.channel.outcome = SendOutcome.accepted("p-2");
        house.runJobs(2);

        assertThat(house.channel.composed).isEqualTo(1);
        assertThat(house.channel.sent).hasSize(1);
    }

    @Test
    void gives_up_after_the_last_try_and_the_run_ends() {
        house.channel.outcome = SendOutcome.of(SendOutcome.Kind.RETRYABLE, "later");
        run();
        for (int tries = 0; tries < 7; tries++) {
            house.clock.advance(Duration.ofHours(7));
            house.runJobs(2);
        }

        assertThat(house.memory.messages.states.values()).containsExactly(MessageState.DEAD);
    }

    @Test
    void a_pause_of_the_provider_costs_no_try() {
        house.channel.outcome = SendOutcome.of(SendOutcome.Kind.THROTTLED, "slow down");
        run();
        for (int tries = 0; tries < 20; tries++) {
            house.clock.advance(Duration.ofMinutes(2));
            house.runJobs(2);
        }
        assertThat(house.memory.messages.attempts.values()).containsExactly(0);

        house.channel.outcome = SendOutcome.accepted("p-1");
        house.clock.advance(Duration.ofMinutes(2));
        house.runJobs(2);
        assertThat(house.channel.sent).hasSize(1);
    }

    @Test
    void a_channel_that_breaks_before_the_wire_has_sent_nothing() {
        house.channel.breaksBeforeWire = new IllegalStateException("stopped");

        run();

        assertThat(house.memory.messages.states.values()).containsExactly(MessageState.RETRY_WAIT);
    }

    @Test
    void a_channel_that_breaks_on_the_wire_may_have_sent_it() {
        house.channel.breaksOnWire = new IllegalStateException("stopped");

        run();

        assertThat(house.memory.messages.states.values()).containsExactly(MessageState.UNCERTAIN);
    }

    @Test
    void messages_wait_while_their_channel_is_absent() {
        house.channels.clear();
        var run = run();
        assertThat(run.state()).isEqualTo(MailingRun.State.SENDING);
        assertThat(house.memory.messages.states.values()).containsExactly(MessageState.PENDING);

        house.channels.add(house.channel);
        house.runJobs(3);

        assertThat(house.channel.sent).hasSize(1);
        assertThat(house.memory.runs.find(run.id()).orElseThrow().state()).isEqualTo(MailingRun.State.COMPLETED);
    }

    private MailingRun run() {
        return house.run(house.mailing(AccountScope.BASE, true), "hand:1");
    }
}
