package org.schoolcrm.mailing.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendOutcome.Kind;
import org.schoolcrm.channel.testkit.scripted.Behaviour;
import org.schoolcrm.channel.testkit.scripted.InMemoryProviderLog;
import org.schoolcrm.channel.testkit.scripted.Script;
import org.schoolcrm.channel.testkit.scripted.ScriptedChannel;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MessageFilter;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.OutboxMessage.Wait;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.mailing.core.channel.ChannelCircuitBreaker.SendPermit;
import org.schoolcrm.problem.ProblemException;

/** How a provider's answers affect all of its messages. */
class ChannelCircuitBreakerTest {

    private final MailingTestApplication application = new MailingTestApplication();
    private final InMemoryProviderLog log = new InMemoryProviderLog();
    private final ScriptedChannel channel = new ScriptedChannel("email", Idempotency.NONE, log);

    @Test
    void a_busy_provider_is_left_alone_for_as_long_as_it_wants_and_no_try_counts() {
        owe(20);
        channel.follow(Script.always(Behaviour.THROTTLES));
        run(1);

        assertThat(channel.seen()).isEqualTo(1);
        assertThat(states()).containsOnly(MessageState.PENDING);
        assertThat(application.memory.messages.attempts.values()).containsOnly(0);

        channel.follow(Script.always(Behaviour.ACCEPTS));
        application.runJobs(2);
        assertThat(log.entries()).isEmpty();
        application.runJobs(10);
        assertThat(log.entries()).hasSize(20);
    }

    @Test
    void a_provider_that_refuses_us_is_held_visibly_until_it_is_released() {
        owe(20);
        channel.follow(Script.always(Behaviour.HOLDS));
        run(5);

        var health = application.outbox.channels().get(0);
        assertThat(health.pause()).isNotNull();
        assertThat(health.pause().kind()).isEqualTo(ChannelPause.Kind.HELD);
        assertThat(health.pause().cause()).isEqualTo(Cause.BALANCE);
        assertThat(health.messages()).containsEntry(MessageState.PENDING, 20L);
        assertThat(channel.seen()).isEqualTo(1);
        var waiting = application.operators.register.list(all(), 0, 100);
        application.clock.advance(Duration.ofMinutes(2));
        assertThat(application.outbox.waits(waiting).values()).contains(Wait.PROVIDER);

        channel.follow(Script.always(Behaviour.ACCEPTS));
        application.outbox.release(MailingTestApplication.BRANCH, "email", MailingTestApplication.ADMIN);
        application.runJobs(70);
        assertThat(log.entries()).hasSize(20);
        assertThatThrownBy(() -> application.outbox.release(
                        MailingTestApplication.BRANCH, "email", MailingTestApplication.ADMIN))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void a_held_provider_is_tried_with_a_single_message_now_and_then() {
        owe(20);
        channel.follow(Script.always(Behaviour.HOLDS));
        run(1);
        application.clock.advance(Duration.ofMinutes(11));
        application.runJobs(5);
        assertThat(channel.seen()).isEqualTo(2);

        channel.follow(Script.always(Behaviour.ACCEPTS));
        application.clock.advance(Duration.ofMinutes(11));
        application.runJobs(5);
        assertThat(log.entries()).hasSize(20);
        assertThat(application.operators.pauses.all()).isEmpty();
    }

    @Test
    void a_provider_that_keeps_failing_is_not_knocked_at_by_everybody() {
        owe(20);
        channel.follow(Script.always(Behaviour.CANNOT_BE_REACHED));
        run(5);

        assertThat(channel.seen()).isEqualTo(5);
        assertThat(Collections.frequency(states(), MessageState.PENDING)).isEqualTo(15);
    }

    @Test
    void a_recipient_who_gets_too_much_does_not_hold_up_the_others() {
        owe(20);
        channel.follow((reference, attempt) ->
                reference.hashCode() % 2 == 0 && attempt == 1 ? Behaviour.THROTTLES_RECIPIENT : Behaviour.ACCEPTS);
        run(1);
        assertThat(application.operators.pauses.all()).isEmpty();

        application.runJobs(10);
        assertThat(log.entries()).hasSize(20);
    }

    @Test
    void keeps_the_pace_that_the_provider_wants() {
        owe(20);
        channel.at(new Pace(3, Duration.ZERO));
        application.runs.start(application.mailing(AccountScope.BASE, true).id(), "hand", MailingTestApplication.ADMIN);
        int before = 0;
        for (int second = 0; second < 20; second++) {
            application.runJobs(1);
            assertThat(log.entries().size() - before).isLessThanOrEqualTo(3);
            before = log.entries().size();
        }

        assertThat(log.entries()).hasSize(20);
    }

    @Test
    void keeps_a_pace_that_is_slower_than_a_message_a_second() {
        owe(5);
        channel.at(Pace.oneEvery(Duration.ofSeconds(4)));
        application.runs.start(application.mailing(AccountScope.BASE, true).id(), "hand", MailingTestApplication.ADMIN);
        var seconds = new ArrayList<Integer>();
        for (int second = 0; second < 40; second++) {
            int before = log.entries().size();
            application.runJobs(1);
            for (int sent = before; sent < log.entries().size(); sent++) {
                seconds.add(second);
            }
        }

        assertThat(seconds).hasSize(5);
        for (int i = 1; i < seconds.size(); i++) {
            assertThat(seconds.get(i) - seconds.get(i - 1)).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void writes_to_one_recipient_one_after_the_other() {
        application.channels.clear();
        application.channels.add(channel.at(new Pace(0, Duration.ofSeconds(6))));
        var accounts = List.of(
                application.account(AccountId.BASE, "10.00", Set.of()),
                application.account(new AccountId(7), "20.00", Set.of()));
        application.customer("Анна", accounts, "anna@example.org");
        application.runs.start(
                application
                        .allAccounts(application.template("Счёт", "{bill.url}"))
                        .id(),
                "hand",
                MailingTestApplication.ADMIN);
        application.runJobs(5);
        assertThat(log.entries()).hasSize(1);

        application.runJobs(10);
        assertThat(log.entries()).hasSize(2);
    }

    @Test
    void a_message_in_a_dispatchers_hands_learns_afterwards_that_its_run_is_paused() {
        owe(1);
        channel.follow((reference, attempt) -> {
            application.memory.runs.ofMailing(null).stream()
                    .filter(MailingRun::isFree)
                    .forEach(run -> application.runs.pause(run.id(), MailingTestApplication.ADMIN));
            return attempt == 1 ? Behaviour.CANNOT_BE_REACHED : Behaviour.ACCEPTS;
        });
        run(1);
        application.clock.advance(Duration.ofMinutes(2));
        application.runJobs(2);
        assertThat(states()).containsExactly(MessageState.HELD);
        assertThat(log.entries()).isEmpty();

        var run = application.memory.runs.ofMailing(null).get(0);
        application.runs.resume(run.id(), MailingTestApplication.ADMIN);
        application.runJobs(2);
        assertThat(log.entries()).hasSize(1);
    }

    @Test
    void only_a_wrong_address_gets_on_the_stop_list_and_its_messages_go_on_when_it_is_taken_off() {
        owe(1);
        channel.follow(Script.always(Behaviour.REFUSES_CONTENT));
        run(1);
        assertThat(application.memory.messages.suppressed).isEmpty();

        channel.follow(Script.always(Behaviour.REFUSES_ADDRESS));
        application.run(application.mailing(AccountScope.BASE, true), "second");
        application.run(application.mailing(AccountScope.BASE, true), "third");
        assertThat(states()).containsExactly(MessageState.REJECTED, MessageState.REJECTED, MessageState.SUPPRESSED);

        channel.follow(Script.always(Behaviour.ACCEPTS));
        int goOn = application.outbox.unsuppress(
                MailingTestApplication.BRANCH, "email", "mail0@example.org", MailingTestApplication.ADMIN);
        application.runJobs(2);
        assertThat(goOn).isEqualTo(1);
        assertThat(states()).containsExactly(MessageState.REJECTED, MessageState.REJECTED, MessageState.ACCEPTED);
    }

    @Test
    void recipients_that_are_refused_for_now_are_no_failures_of_the_provider() {
        owe(10);
        application.channels.clear();
        application.channels.add(application.channel);
        application.channel.outcome = SendOutcome.of(Kind.RETRYABLE, Cause.RECIPIENT_BUSY, "greylisted");

        run(1);

        assertThat(states()).hasSize(10).containsOnly(MessageState.RETRY_WAIT);
        assertThat(application.operators.pauses.all()).isEmpty();
    }

    @Test
    void a_release_holds_although_a_probe_from_before_it_fails() {
        var breaker =
                new ChannelCircuitBreaker(application.operators.pauses, application.memory.messages, application.clock);
        application.channels.clear();
        application.channels.add(channel);
        var unreachable = SendOutcome.of(Kind.RETRYABLE, "nobody is there");
        var account = application.providerAccounts.of("email");
        assertThat(breaker.opensAfter(account, new SendPermit(1, false), unreachable, 5))
                .isTrue();
        application.clock.advance(Duration.ofMinutes(2));
        var probe = breaker.permit(
                new ConnectedChannel(
                        channel, application.providerAccounts.find(account).orElseThrow()),
                50);
        assertThat(probe.probes()).isTrue();

        application.outbox.release(MailingTestApplication.BRANCH, "email", MailingTestApplication.ADMIN);

        assertThat(breaker.opensAfter(account, probe, unreachable, 1)).isFalse();
        assertThat(application.operators.pauses.all()).isEmpty();
    }

    @Test
    void the_stop_list_does_not_mind_capitals_or_how_a_phone_is_written() {
        owe(1);
        application.channels.clear();
        application.channels.add(application.channel);
        application.outbox.suppress(
                MailingTestApplication.BRANCH, "email", " MAIL0@Example.ORG\u00A0", "", MailingTestApplication.ADMIN);
        run(1);
        assertThat(states()).containsExactly(MessageState.SUPPRESSED);

        int goOn = application.outbox.unsuppress(
                MailingTestApplication.BRANCH, "email", "Mail0@EXAMPLE.org", MailingTestApplication.ADMIN);

        assertThat(goOn).isEqualTo(1);
        assertThat(DeliveryAddress.key("sms", "8 (916) 123-45-67")).isEqualTo("+79161234567");
    }

    @Test
    void what_was_put_on_the_stop_list_with_capitals_once_is_found() {
        owe(1);
        application.channels.clear();
        application.channels.add(application.channel);
        application.memory.messages.suppressed.add("Mail0@Example.org");

        run(1);

        assertThat(states()).containsExactly(MessageState.SUPPRESSED);
    }

    private void owe(int customers) {
        application.channels.clear();
        application.channels.add(channel);
        for (int i = 0; i < customers; i++) {
            application.customer("Анна " + i, "10.00");
        }
    }

    private void run(int seconds) {
        application.runs.start(application.mailing(AccountScope.BASE, true).id(), "hand", MailingTestApplication.ADMIN);
        while (states().isEmpty()) {
            application.runJobs(1);
        }
        application.runJobs(seconds);
    }

    private static MessageFilter all() {
        return new MessageFilter(MailingTestApplication.BRANCH, Set.of(), null, null, null);
    }

    private Collection<MessageState> states() {
        return application.memory.messages.states.values();
    }
}
