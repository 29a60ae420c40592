package org.schoolcrm.mailing.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
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

    private static Instant end(String from, String until, String moment) {
        return new QuietHours(LocalTime.parse(from), LocalTime.parse(until)).endAfter(Instant.parse(moment), MOSCOW);
    }
}
