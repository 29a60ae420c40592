package org.schoolcrm.mailing.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

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

    private final MailingTestApplication house = new MailingTestApplication();

    @Test
    void a_paused_run_issues_nothing_and_sends_nothing_until_it_goes_on() {
        house.customer("Анна", "10.00");
        var run = start(new Form());
        house.runs.pause(run.id(), MailingTestApplication.ADMIN);
        house.runJobs(10);
        assertThat(house.invoices).isEmpty();

        house.runs.resume(run.id(), MailingTestApplication.ADMIN);
        house.runJobs(10);

        assertThat(house.look(run).state()).isEqualTo(State.COMPLETED);
        assertThat(house.channel.sent).hasSize(1);
    }

    @Test
    void messages_of_a_paused_run_wait_and_are_sent_once() {
        house.customer("Анна", "10.00");
        house.channel.outcome = SendOutcome.of(SendOutcome.Kind.THROTTLED, "busy");
        var run = start(new Form());
        house.runJobs(5);
        house.runs.pause(run.id(), MailingTestApplication.ADMIN);
        house.channel.outcome = SendOutcome.accepted("p-1");
        house.runJobs(120);
        assertThat(house.memory.messages.states.values()).containsExactly(MessageState.HELD);

        house.runs.resume(run.id(), MailingTestApplication.ADMIN);
        house.runJobs(5);

        assertThat(house.memory.messages.states.values()).containsExactly(MessageState.ACCEPTED);
    }

    @Test
    @DisplayName("a run that would go beyond its limits issues nothing of it and asks")
    void a_run_beyond_its_limits_asks() {
        house.customer("Анна", "10.00");
        house.customer("Борис", "10.00");

        var run = house.look(startAndWait(new Form().limits(1L, null)));

        assertThat(run.brake()).isEqualTo(Brake.PARKED);
        house.runs.resume(run.id(), MailingTestApplication.ADMIN);
        house.runJobs(10);
        assertThat(house.look(run).state()).isEqualTo(State.COMPLETED);
        assertThat(house.channel.sent).hasSize(2);
    }

    @Test
    void the_sum_is_a_limit_too() {
        house.customer("Анна", "10.00");

        assertThat(house.look(startAndWait(new Form().limits(null, 999L))).brake())
                .isEqualTo(Brake.PARKED);
        assertThat(house.look(startAndWait(new Form().limits(null, 1000L))).state())
                .isEqualTo(State.COMPLETED);
    }

    @Test
    void a_stopped_run_keeps_what_is_issued_and_sends_no_more() {
        house.customer("Анна", "10.00");
        house.channel.outcome = SendOutcome.of(SendOutcome.Kind.THROTTLED, "busy");
        var run = startAndWait(new Form());

        house.runs.stop(run.id(), MailingTestApplication.ADMIN);
        house.channel.outcome = SendOutcome.accepted("p-1");
        house.runJobs(120);

        assertThat(house.look(run).isOver()).isTrue();
        assertThat(house.invoices).hasSize(1);
        assertThat(house.memory.messages.states.values()).containsExactly(MessageState.CANCELLED);
        assertThatThrownBy(() -> house.runs.resume(run.id(), MailingTestApplication.ADMIN))
                .hasMessageContaining("run-state-conflict");
    }

    @Test
    @DisplayName("failures are tried again alone: nobody else is invoiced twice")
    void failures_are_tried_again_alone() {
        house.customer("Анна", "10.00");
        var broken = house.customer("Сломанный", "10.00");
        var run = startAndWait(new Form());
        house.mend(broken, "Целый");

        house.runs.retryFailures(run.id(), MailingTestApplication.ADMIN);
        house.runJobs(10);

        assertThat(house.memory.runs.entries)
                .extracting(RunEntry::outcome)
                .containsExactly(RunEntry.Outcome.BILLED, RunEntry.Outcome.BILLED);
        assertThat(house.channel.sent).hasSize(2);
        assertThatThrownBy(() -> house.runs.retryFailures(run.id(), MailingTestApplication.ADMIN))
                .hasMessageContaining("nothing-to-retry");
    }

    @Test
    @DisplayName("settings that change during a run do not change the run")
    void a_run_keeps_its_settings() {
        house.customer("Анна", "10.00");
        var mailing = house.desk.create(
                MailingTestApplication.BRANCH, new Form().settings(house), MailingTestApplication.ADMIN);
        var run = house.runs.start(mailing.id(), "hand:1", MailingTestApplication.ADMIN);
        house.desk.change(mailing.id(), new Form().limits(1L, 1L).settings(house), MailingTestApplication.ADMIN);
        house.runJobs(10);

        assertThat(house.look(run).state()).isEqualTo(State.COMPLETED);
    }

    @Test
    @DisplayName("R130 messages without a channel wait, visibly")
    void messages_without_a_channel_wait_visibly() {
        house.customer("Анна", "10.00");
        house.channels.clear();
        var run = startAndWait(new Form());

        assertThat(house.runs.progress(run.id()).channelAbsent()).isTrue();
        house.channels.add(house.channel);
        house.runJobs(5);
        assertThat(house.runs.progress(run.id()).channelAbsent()).isFalse();
        assertThat(house.look(run).state()).isEqualTo(State.COMPLETED);
    }

    @Test
    @DisplayName("R156 every hold and every end is audited with who did it")
    void every_hold_is_audited() {
        var run = start(new Form());
        house.runs.pause(run.id(), MailingTestApplication.ADMIN);
        house.runs.resume(run.id(), MailingTestApplication.ADMIN);
        house.runs.stop(run.id(), MailingTestApplication.ADMIN);

        assertThat(house.audit)
                .filteredOn(entry -> entry.subject().startsWith("run:"))
                .extracting("actor", "action")
                .containsExactly(
                        tuple(MailingTestApplication.ADMIN, "mailing.run-started"),
                        tuple(MailingTestApplication.ADMIN, "mailing.run-paused"),
                        tuple(MailingTestApplication.ADMIN, "mailing.run-resumed"),
                        tuple(MailingTestApplication.ADMIN, "mailing.run-stopped"));
    }

    private MailingRun start(Form form) {
        var mailing =
                house.desk.create(MailingTestApplication.BRANCH, form.settings(house), MailingTestApplication.ADMIN);
        return house.runs.start(mailing.id(), "hand:" + mailing.id(), MailingTestApplication.ADMIN);
    }

    private MailingRun startAndWait(Form form) {
        var run = start(form);
        house.runJobs(10);
        return run;
    }
}
