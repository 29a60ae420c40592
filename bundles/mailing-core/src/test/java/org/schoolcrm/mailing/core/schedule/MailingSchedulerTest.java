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

    private final MailingTestApplication house = new MailingTestApplication();
    private Mailing mailing;

    @BeforeEach
    void daily_at_ten() {
        house.customer("Анна", "10.00");
        mailing = house.desk.create(
                MailingTestApplication.BRANCH, new Form().active().settings(house), MailingTestApplication.ADMIN);
    }

    @Test
    @DisplayName("R120 R155 fires at the slot, in the branch's time, and once")
    void fires_at_the_slot() {
        house.runJobs(5);
        assertThat(runs()).isEmpty();

        house.clock.advance(Duration.ofHours(1));
        house.runJobs(5);

        assertThat(runs()).extracting(MailingRun::trigger).containsExactly("slot:2026-09-01T10:00");
        assertThat(house.channel.sent).hasSize(1);
    }

    @Test
    @DisplayName("I7 a clock that jumps back fires nothing twice")
    void a_clock_that_jumps_back_fires_nothing_twice() {
        house.clock.advance(Duration.ofHours(1));
        house.runJobs(5);
        house.clock.advance(Duration.ofHours(-2));
        house.runJobs(5);
        house.clock.advance(Duration.ofHours(3));
        house.runJobs(5);

        assertThat(runs()).hasSize(1);
    }

    @Test
    @DisplayName("of the slots that went by the last is fired if it is in time, the others are shown as missed")
    void of_the_slots_that_went_by_only_the_last_is_fired() {
        house.clock.advance(Duration.ofDays(3).plusHours(2));
        house.runJobs(5);

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
        assertThat(house.channel.sent).hasSize(1);
    }

    @Test
    void a_slot_is_missed_once_its_time_of_grace_is_over() {
        house.clock.advance(Duration.ofHours(13).plusSeconds(1));
        house.runJobs(5);

        assertThat(runs()).extracting(MailingRun::state).containsExactly(State.MISSED);
        assertThat(house.invoices).isEmpty();
    }

    @Test
    void a_slot_is_fired_in_the_last_second_of_its_time_of_grace() {
        house.clock.advance(Duration.ofHours(13));
        house.runJobs(5);

        assertThat(runs()).extracting(MailingRun::missed).containsOnlyNulls().hasSize(1);
    }

    @Test
    @DisplayName("R111 without the option of mailings nothing is issued, and the report says why")
    void without_the_option_nothing_is_issued() {
        house.option = MailingOption.State.OFF;
        house.clock.advance(Duration.ofHours(1));
        house.runJobs(5);

        assertThat(runs()).extracting(MailingRun::missed).containsExactly(Missed.OPTION_IS_OFF);
        assertThat(house.invoices).isEmpty();
    }

    @Test
    void a_changed_schedule_counts_from_now_on() {
        var later = new Form().active().when(Schedule.daily(LocalTime.of(18, 0)));
        house.desk.change(mailing.id(), later.settings(house), MailingTestApplication.ADMIN);

        house.clock.advance(Duration.ofHours(2));
        house.runJobs(5);
        assertThat(runs()).isEmpty();

        house.clock.advance(Duration.ofHours(7));
        house.runJobs(5);
        assertThat(runs()).extracting(MailingRun::trigger).containsExactly("slot:2026-09-01T18:00");
    }

    @Test
    void a_mailing_that_is_switched_off_does_not_fire() {
        house.desk.change(mailing.id(), new Form().settings(house), MailingTestApplication.ADMIN);

        house.clock.advance(Duration.ofDays(2));
        house.runJobs(5);

        assertThat(runs()).isEmpty();
    }

    private List<MailingRun> runs() {
        return house.runs.of(mailing.id());
    }
}
