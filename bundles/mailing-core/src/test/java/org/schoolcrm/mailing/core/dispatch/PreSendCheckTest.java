package org.schoolcrm.mailing.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;

/** Invoices are issued on 1 September at nine and may be paid until the fourth. */
class PreSendCheckTest {

    private final MailingTestApplication house = new MailingTestApplication();

    @BeforeEach
    void somebody_who_owes() {
        house.customer("Анна", "10.00");
        house.channel.outcome = SendOutcome.of(SendOutcome.Kind.THROTTLED, "busy");
    }

    @Test
    void what_is_paid_meanwhile_is_not_asked_for() {
        run(new Form());
        house.pay(0);
        later(Duration.ofMinutes(2));

        assertThat(states()).containsExactly(MessageState.EXPIRED);
        assertThat(house.channel.sent).isEmpty();
    }

    @Test
    void an_invoice_whose_term_is_over_is_not_sent() {
        run(new Form());
        later(Duration.ofDays(4));

        assertThat(states()).containsExactly(MessageState.EXPIRED);
    }

    @Test
    @DisplayName("R111 nothing leaves once the option of mailings is off")
    void nothing_leaves_without_the_option() {
        run(new Form());
        house.option = MailingOption.State.OFF;
        later(Duration.ofMinutes(2));

        assertThat(states()).containsExactly(MessageState.CANCELLED);
    }

    @Test
    void whoever_does_not_want_to_be_written_to_is_not() {
        run(new Form());
        house.memory.messages.suppress("email", "mail0@example.org", "asked us to stop");
        later(Duration.ofMinutes(2));

        assertThat(states()).containsExactly(MessageState.SUPPRESSED);
    }

    @Test
    void in_quiet_hours_messages_wait_for_the_morning_of_the_branch() {
        house.channel.outcome = SendOutcome.accepted("p-1");
        run(new Form().quiet("08:00", "09:30"));
        assertThat(house.channel.sent).isEmpty();

        house.clock.advance(Duration.ofMinutes(31));
        house.runJobs(3);

        assertThat(house.channel.sent).hasSize(1);
    }

    @Test
    void reminders_go_out_before_on_and_after_the_last_day_until_it_is_paid() {
        house.channel.outcome = SendOutcome.accepted("p-1");
        run(new Form().reminders(-1, 0, 2));
        assertThat(house.channel.sent).hasSize(1);

        later(Duration.ofDays(2).plusHours(1));
        assertThat(house.channel.sent).hasSize(2);
        later(Duration.ofDays(1));
        assertThat(house.channel.sent).hasSize(3);
        house.pay(0);
        later(Duration.ofDays(3));

        assertThat(house.channel.sent).hasSize(3);
        assertThat(states()).containsOnlyOnce(MessageState.EXPIRED);
    }

    @Test
    void a_reminder_may_come_after_the_last_day() {
        house.channel.outcome = SendOutcome.accepted("p-1");
        run(new Form().reminders(2));
        later(Duration.ofDays(6));

        assertThat(house.channel.sent).hasSize(2);
    }

    @Test
    void a_run_does_not_wait_for_its_reminders() {
        house.channel.outcome = SendOutcome.accepted("p-1");

        assertThat(run(new Form().reminders(2)).isOver()).isTrue();
    }

    private MailingRun run(Form form) {
        return house.run(
                house.desk.create(MailingTestApplication.BRANCH, form.settings(house), MailingTestApplication.ADMIN),
                "hand:1");
    }

    private void later(Duration by) {
        house.channel.outcome = SendOutcome.accepted("p-1");
        house.clock.advance(by);
        house.runJobs(3);
    }

    private Collection<MessageState> states() {
        return house.memory.messages.states.values();
    }
}
