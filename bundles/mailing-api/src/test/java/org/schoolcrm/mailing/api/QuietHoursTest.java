package org.schoolcrm.mailing.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolcrm.mailing.api.Mailing.QuietHours;

class QuietHoursTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    @Test
    void a_moment_outside_stays_as_it_is() {
        assertThat(end("21:00", "09:00", "2026-09-01T12:00:00+03:00")).isEqualTo("2026-09-01T09:00:00Z");
        assertThat(end("13:00", "14:00", "2026-09-01T14:00:00+03:00")).isEqualTo("2026-09-01T11:00:00Z");
    }

    @Test
    void the_evening_waits_for_the_next_morning_and_the_night_for_its_own() {
        assertThat(end("21:00", "09:00", "2026-09-01T21:00:00+03:00")).isEqualTo("2026-09-02T06:00:00Z");
        assertThat(end("21:00", "09:00", "2026-09-02T03:00:00+03:00")).isEqualTo("2026-09-02T06:00:00Z");
    }

    @Test
    void hours_of_one_day_end_on_that_day() {
        assertThat(end("13:00", "14:00", "2026-09-01T13:30:00+03:00")).isEqualTo("2026-09-01T11:00:00Z");
    }

    @Test
    void hours_that_end_when_they_begin_are_none() {
        assertThat(end("13:00", "13:00", "2026-09-01T13:00:00+03:00")).isEqualTo("2026-09-01T10:00:00Z");
    }

    @Test
    void an_end_in_an_hour_that_comes_twice_is_the_next_of_the_two() {
        var berlin = ZoneId.of("Europe/Berlin");
        var night = new QuietHours(LocalTime.parse("22:00"), LocalTime.parse("02:30"));

        assertThat(night.endAfter(Instant.parse("2027-10-31T00:10:00Z"), berlin))
                .isEqualTo("2027-10-31T00:30:00Z");
        assertThat(night.endAfter(Instant.parse("2027-10-31T01:10:00Z"), berlin))
                .isEqualTo("2027-10-31T01:30:00Z");
        assertThat(night.endAfter(Instant.parse("2027-10-31T01:30:00Z"), berlin))
                .isEqualTo("2027-10-31T01:30:00Z");
    }

    @Test
    void an_end_is_never_in_the_past_whatever_the_clocks_do() {
        var berlin = ZoneId.of("Europe/Berlin");
        for (var day : List.of("2027-03-28", "2027-10-31")) {
            for (int hour = 0; hour < 24; hour++) {
                var hours = new QuietHours(LocalTime.of(hour, 0), LocalTime.of((hour + 5) % 24, 30));
                var first =
                        LocalDate.parse(day).atStartOfDay(berlin).minusHours(2).toInstant();
                for (int minutes = 0; minutes < 600; minutes += 10) {
                    var moment = first.plusSeconds(60L * minutes);
                    assertThat(hours.endAfter(moment, berlin)).isAfterOrEqualTo(moment);
                }
            }
        }
    }

    private static Instant end(String from, String until, String moment) {
        return new QuietHours(LocalTime.parse(from), LocalTime.parse(until)).endAfter(Instant.parse(moment), MOSCOW);
    }
}
