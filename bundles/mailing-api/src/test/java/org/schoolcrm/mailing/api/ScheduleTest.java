package org.schoolcrm.mailing.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final LocalTime TEN = LocalTime.of(10, 0);

    @Test
    @DisplayName("R120 R121 daily fires every day at its time")
    void daily_fires_every_day() {
        var next = Schedule.daily(TEN).next(3, Instant.parse("2026-08-30T07:00:00Z"), MOSCOW);

        assertThat(next)
                .extracting(Object::toString)
                .containsExactly("2026-08-31T10:00", "2026-09-01T10:00", "2026-09-02T10:00");
    }

    @Test
    @DisplayName("R120 R122 weekly fires on its day of the week")
    void weekly_fires_on_its_day() {
        var next = Schedule.weekly(DayOfWeek.MONDAY, TEN).next(2, Instant.parse("2026-08-31T06:59:59Z"), MOSCOW);

        assertThat(next).extracting(Object::toString).containsExactly("2026-08-31T10:00", "2026-09-07T10:00");
    }

    @Test
    @DisplayName("R120 R123 monthly on the 31st fires on the last day of a shorter month, and the 31st comes back")
    void the_31st_comes_back() {
        var next = Schedule.monthly(31, TEN).next(5, Instant.parse("2027-01-01T00:00:00Z"), MOSCOW);

        assertThat(next)
                .extracting(Object::toString)
                .containsExactly(
                        "2027-01-31T10:00",
                        "2027-02-28T10:00",
                        "2027-03-31T10:00",
                        "2027-04-30T10:00",
                        "2027-05-31T10:00");
    }

    @ParameterizedTest(name = "{0} in {1} is {2}")
    @CsvSource({
        "2027-03-28T02:30, Europe/Berlin,    2027-03-28T01:00:00Z",
        "2026-10-25T02:30, Europe/Berlin,    2026-10-25T00:30:00Z",
        "2024-02-29T23:30, Asia/Almaty,      2024-02-29T17:30:00Z",
        "2011-12-30T10:00, Pacific/Apia,     2011-12-30T10:00:00Z",
        "2026-04-24T00:00, Africa/Cairo,     2026-04-23T22:00:00Z",
        "2026-09-01T10:00, Asia/Vladivostok, 2026-09-01T00:00:00Z",
    })
    void a_skipped_time_is_the_end_of_the_gap_and_a_repeated_one_its_first_coming(
            LocalDateTime wall, ZoneId zone, Instant moment) {
        assertThat(Schedule.moment(wall, zone)).isEqualTo(moment);
    }

    @Test
    @DisplayName("R124 says which parts a frequency needs")
    void says_what_is_missing() {
        var nothing = new Schedule(Schedule.Frequency.MONTHLY, null, null, null);

        assertThat(nothing.missing()).containsExactly("time", "dayOfMonth");
        assertThat(new Schedule(Schedule.Frequency.WEEKLY, TEN, null, null).missing())
                .containsExactly("day");
        assertThat(Schedule.daily(TEN).missing()).isEmpty();
    }
}
