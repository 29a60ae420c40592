package org.schoolcrm.mailing.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.runtime.api.Attention;

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

    @Test
    void an_address_that_cannot_be_used_ends_its_message_at_once_and_tells_nothing_of_the_provider() {
        for (int i = 0; i < 8; i++) {
            application.customer("Иван " + i, List.of(owing()), "ivan..petrov" + i + "@example.org");
        }
        application.customer("Борис", List.of(owing()), "sаlе@mail.ru");
        application.customer("Вера", List.of(owing()), "info@школа.рф");

        run();

        assertThat(application.channel.sent)
                .extracting(message -> message.substring(0, message.indexOf(':')))
                .containsExactly("mail0@example.org", "info@xn--80atdl2c.xn--p1ai");
        assertThat(Collections.frequency(states(), MessageState.REJECTED)).isEqualTo(9);
        assertThat(application.operators.pauses.all()).isEmpty();
        assertThat(application.memory.messages.suppressed).isEmpty();
    }

    @Test
    void what_the_channel_cannot_compose_is_not_tried_again_and_stops_nobody() {
        for (int i = 0; i < 9; i++) {
            application.customer("Иван " + i, "10.00");
        }
        application.channel.composes = draft -> {
            if (!draft.address().startsWith("mail9")) {
                throw CompositionException.rejected(SendOutcome.Cause.CONTENT, "no such letters");
            }
        };

        run();

        assertThat(application.channel.sent).hasSize(1);
        assertThat(Collections.frequency(states(), MessageState.REJECTED)).isEqualTo(9);
        assertThat(application.operators.pauses.all()).isEmpty();
    }

    @Test
    void settings_that_let_nothing_be_composed_hold_the_channel_and_cost_no_message() {
        application.channel.composes = draft -> {
            throw CompositionException.held(SendOutcome.Cause.SENDER, "no sender");
        };

        run();

        assertThat(states()).containsExactly(MessageState.PENDING);
        assertThat(application.operators.pauses.find(application.providerAccounts.of("email")))
                .isPresent();
    }

    @Test
    void a_channel_that_breaks_before_the_wire_is_no_news_of_its_provider() {
        for (int i = 0; i < 9; i++) {
            application.customer("Иван " + i, "10.00");
        }
        application.channel.breaksBeforeWire = new IllegalStateException("stopped");

        run();

        assertThat(states()).hasSize(10).containsOnly(MessageState.RETRY_WAIT);
        assertThat(application.operators.pauses.all()).isEmpty();
    }

    @Test
    void a_refusal_by_policy_calls_for_a_person_and_suppresses_nobody() {
        application.customer("Борис", "10.00");
        application.channel.outcome =
                SendOutcome.of(SendOutcome.Kind.REJECTED, SendOutcome.Cause.POLICY, "550 5.7.1 bad reputation");

        run();

        assertThat(states()).containsOnly(MessageState.REJECTED);
        assertThat(application.memory.messages.suppressed).isEmpty();
        assertThat(application.attentions)
                .extracting(Attention::branch, Attention::kind, Attention::subject)
                .containsOnly(tuple(1L, "channel.refused-by-policy", "provider-account:1"));
    }

    private Account owing() {
        return application.account(AccountId.BASE, "10.00", Set.of());
    }

    private Collection<MessageState> states() {
        return application.memory.messages.states.values();
    }

    private MailingRun run() {
        return application.run(application.mailing(AccountScope.BASE, true), "hand:1");
    }
}
