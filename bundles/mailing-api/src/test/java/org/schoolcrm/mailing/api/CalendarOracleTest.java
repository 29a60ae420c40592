package org.schoolcrm.mailing.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The calendar against an oracle that looks at every minute instead of asking for offsets. */
class CalendarOracleTest {

    private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2036-01-01T00:00:00Z");

    private static final Set<ZoneId> CROSSED_THE_DATE_LINE =
            Set.of(ZoneId.of("Pacific/Apia"), ZoneId.of("Pacific/Fakaofo"));

    @Test
    @DisplayName(
            "every zone, every change of clocks 2000–2035, every hour: each slot exactly once, at the right moment")
    void every_change_of_clocks_in_every_zone() {
        long slots = 0;
        var seen = new HashSet<ZoneRules>();
        for (var id : ZoneId.getAvailableZoneIds()) {
            var zone = ZoneId.of(id);
            if (!seen.add(zone.getRules())) {
                continue; // another name of a zone that has been looked at
            }
            for (var change = zone.getRules().nextTransition(FROM);
                    change != null && change.getInstant().isBefore(TO);
                    change = zone.getRules().nextTransition(change.getInstant())) {
                slots += aroundTheChange(zone, change);
            }
        }
        assertThat(slots).isGreaterThan(500_000);
    }

    /** Three days around the change, each hour of the day and the half hours that a gap may swallow. */
    private static long aroundTheChange(ZoneId zone, ZoneOffsetTransition change) {
        var first = change.getDateTimeBefore().toLocalDate().minusDays(1);
        var begin = first.atStartOfDay().toInstant(ZoneOffset.MAX);
        long slots = 0;
        for (int hour = 0; hour < 24; hour++) {
            var daily = Schedule.daily(LocalTime.of(hour, hour % 2 * 30));
            var slot = daily.firstAfter(begin, zone);
            for (int day = 0; day < 4; day++) {
                var moment = Schedule.moment(slot, zone);
                if (!moment.equals(naively(slot, zone))) {
                    assertThat(moment).as("%s in %s", slot, zone).isEqualTo(naively(slot, zone));
                }
                var next = daily.after(slot);
                boolean once = next.equals(slot.plusDays(1))
                        && !Schedule.moment(next, zone).isBefore(moment);
                if (!once) {
                    assertThat(next).as("after %s in %s", slot, zone).isEqualTo(slot.plusDays(1));
                }
                slot = next;
                slots++;
            }
        }
        return slots;
    }

    /** The first minute of the world at which a clock on the wall shows that time or a later one. */
    private static Instant naively(LocalDateTime wall, ZoneId zone) {
        // No clock is changed by more than a day, and only by hours where it is not moved over the date line.
        var there = wall.toInstant(ZoneOffset.UTC);
        long ahead = ChronoUnit.MINUTES.between(wall, LocalDateTime.ofInstant(there, zone));
        long around = CROSSED_THE_DATE_LINE.contains(zone) ? 1500 : 240;
        var begin = there.minusSeconds((ahead + around) * 60);
        for (long minute = 0; minute <= 2 * around; minute++) {
            if (!shown(begin, minute, zone).isBefore(wall)) {
                return begin.plusSeconds(minute * 60);
            }
        }
        throw new AssertionError("never " + wall + " in " + zone);
    }

    private static LocalDateTime shown(Instant begin, long minutes, ZoneId zone) {
        return LocalDateTime.ofInstant(begin.plusSeconds(minutes * 60), zone);
    }

    @Test
    @DisplayName("every day of the month from every start date, 120 months on")
    void every_month_end_from_every_start_date() {
        for (int day = 1; day <= 31; day++) {
            var expected = naively(day);
            var monthly = Schedule.monthly(day, LocalTime.NOON);
            for (var start = LocalDate.of(2023, 1, 1); start.getYear() < 2025; start = start.plusDays(1)) {
                var slot = start.atTime(LocalTime.NOON);
                int at = 0;
                while (!expected.get(at).isAfter(start)) {
                    at++;
                }
                for (int months = 0; months < 120; months++) {
                    slot = monthly.after(slot);
                    if (!slot.toLocalDate().equals(expected.get(at + months))) {
                        assertThat(slot.toLocalDate())
                                .as("day %s from %s", day, start)
                                .isEqualTo(expected.get(at + months));
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("R097 both terms that end with a month, from every day of 120 months")
    void every_term_that_ends_with_a_month_from_every_start_date() {
        for (var start = LocalDate.of(2023, 1, 1); start.getYear() < 2033; start = start.plusDays(1)) {
            var thisEnd = lastDayFrom(start);
            var nextEnd = lastDayFrom(thisEnd.plusDays(1));
            if (!thisEnd.equals(TermOption.END_OF_MONTH.from(start).until())
                    || !nextEnd.equals(TermOption.END_OF_NEXT_MONTH.from(start).until())) {
                assertThat(TermOption.END_OF_MONTH.from(start).until()).isEqualTo(thisEnd);
                assertThat(TermOption.END_OF_NEXT_MONTH.from(start).until()).isEqualTo(nextEnd);
            }
        }
    }

    private static LocalDate lastDayFrom(LocalDate date) {
        var day = date;
        while (day.plusDays(1).getDayOfMonth() != 1) {
            day = day.plusDays(1);
        }
        return day;
    }

    /** Walks day by day: a day fires if it is the wanted one, or the last of a month that is too short for it. */
    private static List<LocalDate> naively(int day) {
        var dates = new ArrayList<LocalDate>();
        for (var date = LocalDate.of(2022, 12, 1); date.getYear() < 2037; date = date.plusDays(1)) {
            boolean last = date.plusDays(1).getMonth() != date.getMonth();
            if (date.getDayOfMonth() == day || (last && date.getDayOfMonth() < day)) {
                dates.add(date);
            }
        }
        return dates;
    }
}
