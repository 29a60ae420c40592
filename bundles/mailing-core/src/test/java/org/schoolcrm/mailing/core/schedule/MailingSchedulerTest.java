package org.schoolcrm.mailing.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRun.Missed;
import org.schoolcrm.mailing.api.MailingRun.State;
import org.schoolcrm.mailing.api.Schedule;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;

/** It is 09:00 in the branch. */
class MailingSchedulerTest {

    private final MailingTestApplication application = new MailingTestApplication();
    private Mailing mailing;

    @BeforeEach
    void daily_at_ten() {
        application.customer("Анна", "10.00");
        mailing = application.mailings.create(
                MailingTestApplication.BRANCH, new Form().active().settings(application), MailingTestApplication.ADMIN);
    }

    @Test
    @DisplayName("R120 R155 fires at the slot, in the branch's time, and once")
    void fires_at_the_slot() {
        application.runJobs(5);
        assertThat(runs()).isEmpty();

        application.clock.advance(Duration.ofHours(1));
        application.runJobs(5);

        assertThat(runs()).extracting(MailingRun::trigger).containsExactly("slot:2026-09-01T10:00");
        assertThat(application.channel.sent).hasSize(1);
    }

    @Test
    @DisplayName("I7 a clock that jumps back fires nothing twice")
    void a_clock_that_jumps_back_fires_nothing_twice() {
        application.clock.advance(Duration.ofHours(1));
        application.runJobs(5);
        application.clock.advance(Duration.ofHours(-2));
        application.runJobs(5);
        application.clock.advance(Duration.ofHours(3));
        application.runJobs(5);

        assertThat(runs()).hasSize(1);
    }

    @Test
    @DisplayName("of the slots that went by the last is fired if it is in time, the others are shown as missed")
    void of_the_slots_that_went_by_only_the_last_is_fired() {
        application.clock.advance(Duration.ofDays(3).plusHours(2));
        application.runJobs(5);

        assertThat(runs())
                .extracting(MailingRun::trigger)
                .containsExactly(
                        "slot:2026-09-01T10:00",
                        "slot:2026-09-02T10:00",
                        "slot:2026-09-03T10:00",
                        "slot:2026-09-04T10:00");
        assertThat(runs())
                .extracting(MailingRun::missed)
                .containsExactly(Missed.TOO_LATE, Missed.TOO_LATE, Missed.TOO_LATE, null);
        assertThat(application.channel.sent).hasSize(1);
    }

    @Test
    void a_slot_is_missed_once_its_time_of_grace_is_over() {
        application.clock.advance(Duration.ofHours(13).plusSeconds(1));
        application.runJobs(5);

        assertThat(runs()).extracting(MailingRun::state).containsExactly(State.MISSED);
        assertThat(application.invoices).isEmpty();
    }

    @Test
    void a_slot_is_fired_in_the_last_second_of_its_time_of_grace() {
        application.clock.advance(Duration.ofHours(13));
        application.runJobs(5);

        assertThat(runs()).extracting(MailingRun::missed).containsOnlyNulls().hasSize(1);
    }

    @Test
    @DisplayName("R111 without the option of mailings nothing is issued, and the report says why")
    void without_the_option_nothing_is_issued() {
        application.option = MailingOption.State.OFF;
        application.clock.advance(Duration.ofHours(1));
        application.runJobs(5);

        assertThat(runs()).extracting(MailingRun::missed).containsExactly(Missed.OPTION_IS_OFF);
        assertThat(application.invoices).isEmpty();
    }

    @Test
    void a_changed_schedule_counts_from_now_on() {
        var later = new Form().active().when(Schedule.daily(LocalTime.of(18, 0)));
        application.mailings.change(mailing.id(), later.settings(application), MailingTestApplication.ADMIN);

        application.clock.advance(Duration.ofHours(2));
        application.runJobs(5);
        assertThat(runs()).isEmpty();

        application.clock.advance(Duration.ofHours(7));
        application.runJobs(5);
        assertThat(runs()).extracting(MailingRun::trigger).containsExactly("slot:2026-09-01T18:00");
    }

    @Test
    void a_mailing_that_is_switched_off_does_not_fire() {
        application.mailings.change(mailing.id(), new Form().settings(application), MailingTestApplication.ADMIN);

        application.clock.advance(Duration.ofDays(2));
        application.runJobs(5);

        assertThat(runs()).isEmpty();
    }

    private List<MailingRun> runs() {
        return application.runs.of(mailing.id());
    }
}
