package org.schoolcrm.mailing.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRun.Brake;
import org.schoolcrm.mailing.api.MailingRun.State;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;

class RunControlTest {

    private final MailingTestApplication application = new MailingTestApplication();

    @Test
    void a_paused_run_issues_nothing_and_sends_nothing_until_it_goes_on() {
        application.customer("Анна", "10.00");
        var run = start(new Form());
        application.runs.pause(run.id(), MailingTestApplication.ADMIN);
        application.runJobs(10);
        assertThat(application.invoices).isEmpty();

        application.runs.resume(run.id(), MailingTestApplication.ADMIN);
        application.runJobs(10);

        assertThat(application.look(run).state()).isEqualTo(State.COMPLETED);
        assertThat(application.channel.sent).hasSize(1);
    }

    @Test
    void messages_of_a_paused_run_wait_and_are_sent_once() {
        application.customer("Анна", "10.00");
        application.channel.outcome = SendOutcome.of(SendOutcome.Kind.THROTTLED, "busy");
        var run = start(new Form());
        application.runJobs(5);
        application.runs.pause(run.id(), MailingTestApplication.ADMIN);
        application.channel.outcome = SendOutcome.accepted("p-1");
        application.runJobs(120);
        assertThat(application.memory.messages.states.values()).containsExactly(MessageState.HELD);

        application.runs.resume(run.id(), MailingTestApplication.ADMIN);
        application.runJobs(5);

        assertThat(application.memory.messages.states.values()).containsExactly(MessageState.ACCEPTED);
    }

    @Test
    @DisplayName("a run that would go beyond its limits issues nothing of it and asks")
    void a_run_beyond_its_limits_asks() {
        application.customer("Анна", "10.00");
        application.customer("Борис", "10.00");

        var run = application.look(startAndWait(new Form().limits(1L, null)));

        assertThat(run.brake()).isEqualTo(Brake.PARKED);
        application.runs.resume(run.id(), MailingTestApplication.ADMIN);
        application.runJobs(10);
        assertThat(application.look(run).state()).isEqualTo(State.COMPLETED);
        assertThat(application.channel.sent).hasSize(2);
    }

    @Test
    void the_sum_is_a_limit_too() {
        application.customer("Анна", "10.00");

        assertThat(application.look(startAndWait(new Form().limits(null, 999L))).brake())
                .isEqualTo(Brake.PARKED);
        assertThat(application
                        .look(startAndWait(new Form().limits(null, 1000L)))
                        .state())
                .isEqualTo(State.COMPLETED);
    }

    @Test
    void a_stopped_run_keeps_what_is_issued_and_sends_no_more() {
        application.customer("Анна", "10.00");
        application.channel.outcome = SendOutcome.of(SendOutcome.Kind.THROTTLED, "busy");
        var run = startAndWait(new Form());

        application.runs.stop(run.id(), MailingTestApplication.ADMIN);
        application.channel.outcome = SendOutcome.accepted("p-1");
        application.runJobs(120);

        assertThat(application.look(run).isOver()).isTrue();
        assertThat(application.invoices).hasSize(1);
        assertThat(application.memory.messages.states.values()).containsExactly(MessageState.CANCELLED);
        assertThatThrownBy(() -> application.runs.resume(run.id(), MailingTestApplication.ADMIN))
                .hasMessageContaining("run-state-conflict");
    }

    @Test
    @DisplayName("failures are tried again alone: nobody else is invoiced twice")
    void failures_are_tried_again_alone() {
        application.customer("Анна", "10.00");
        var broken = application.customer("Сломанный", "10.00");
        var run = startAndWait(new Form());
        application.mend(broken, "Целый");

        application.runs.retryFailures(run.id(), MailingTestApplication.ADMIN);
        application.runJobs(10);

        assertThat(application.memory.runs.entries)
                .extracting(RunEntry::outcome)
                .containsExactly(RunEntry.Outcome.BILLED, RunEntry.Outcome.BILLED);
        assertThat(application.channel.sent).hasSize(2);
        assertThatThrownBy(() -> application.runs.retryFailures(run.id(), MailingTestApplication.ADMIN))
                .hasMessageContaining("nothing-to-retry");
    }

    @Test
    @DisplayName("settings that change during a run do not change the run")
    void a_run_keeps_its_settings() {
        application.customer("Анна", "10.00");
        var mailing = application.mailings.create(
                MailingTestApplication.BRANCH, new Form().settings(application), MailingTestApplication.ADMIN);
        var run = application.runs.start(mailing.id(), "hand:1", MailingTestApplication.ADMIN);
        application.mailings.change(
                mailing.id(), new Form().limits(1L, 1L).settings(application), MailingTestApplication.ADMIN);
        application.runJobs(10);

        assertThat(application.look(run).state()).isEqualTo(State.COMPLETED);
    }

    @Test
    @DisplayName("R130 messages without a channel wait, visibly")
    void messages_without_a_channel_wait_visibly() {
        application.customer("Анна", "10.00");
        application.channels.clear();
        var run = startAndWait(new Form());

        assertThat(application.runs.progress(run.id()).channelAbsent()).isTrue();
        application.channels.add(application.channel);
        application.runJobs(5);
        assertThat(application.runs.progress(run.id()).channelAbsent()).isFalse();
        assertThat(application.look(run).state()).isEqualTo(State.COMPLETED);
    }

    @Test
    @DisplayName("R156 every hold and every end is audited with who did it")
    void every_hold_is_audited() {
        var run = start(new Form());
        application.runs.pause(run.id(), MailingTestApplication.ADMIN);
        application.runs.resume(run.id(), MailingTestApplication.ADMIN);
        application.runs.stop(run.id(), MailingTestApplication.ADMIN);

        assertThat(application.audit)
                .filteredOn(entry -> entry.subject().startsWith("run:"))
                .extracting("actor", "action")
                .containsExactly(
                        tuple(MailingTestApplication.ADMIN, "mailing.run-started"),
                        tuple(MailingTestApplication.ADMIN, "mailing.run-paused"),
                        tuple(MailingTestApplication.ADMIN, "mailing.run-resumed"),
                        tuple(MailingTestApplication.ADMIN, "mailing.run-stopped"));
    }

    @Test
    void reminders_of_a_run_that_is_over_can_be_stopped() {
        application.customer("Анна", "10.00");
        application.customer("Борис", "20.00");
        var run = application.look(startAndWait(new Form().reminders(-1, 2)));
        assertThat(run.state()).isEqualTo(State.COMPLETED);
        assertThat(application.runs.progress(run.id()).remindersWaiting()).isEqualTo(4);

        assertThat(application.runs.stopReminders(run.id(), MailingTestApplication.ADMIN))
                .isEqualTo(4);

        application.clock.advance(Duration.ofDays(10));
        application.runJobs(3);
        assertThat(application.channel.sent).hasSize(2);
        assertThat(application.runs.progress(run.id()).remindersWaiting()).isZero();
        assertThat(application.audit).extracting("action").contains("mailing.reminders-stopped");
        assertThatThrownBy(() -> application.runs.stopReminders(run.id(), MailingTestApplication.ADMIN))
                .hasMessageContaining("no-reminders-wait");
    }

    @Test
    void one_message_that_waits_can_be_cancelled_and_one_that_is_sent_cannot() {
        application.customer("Анна", "10.00");
        startAndWait(new Form().reminders(2));
        var ids = List.copyOf(application.memory.messages.rows.keySet());

        assertThat(application
                        .outbox
                        .cancel(ids.get(1), MailingTestApplication.ADMIN)
                        .state())
                .isEqualTo(MessageState.CANCELLED);

        assertThatThrownBy(() -> application.outbox.cancel(ids.get(0), MailingTestApplication.ADMIN))
                .hasMessageContaining("message-state-conflict");
        application.clock.advance(Duration.ofDays(10));
        application.runJobs(3);
        assertThat(application.channel.sent).hasSize(1);
        assertThat(application.audit).extracting("action").contains("message.cancelled");
    }

    private MailingRun start(Form form) {
        var mailing = application.mailings.create(
                MailingTestApplication.BRANCH, form.settings(application), MailingTestApplication.ADMIN);
        return application.runs.start(mailing.id(), "hand:" + mailing.id(), MailingTestApplication.ADMIN);
    }

    private MailingRun startAndWait(Form form) {
        var run = start(form);
        application.runJobs(10);
        return run;
    }
}
