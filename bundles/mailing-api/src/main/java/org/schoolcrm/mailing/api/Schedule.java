package org.schoolcrm.mailing.api;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * «Когда рассылаем?» (R120–R124). A slot is a wall-clock time of the branch, always counted from the settings and never
 * from the slot before, so that the 31st comes back after February.
 *
 * @param time needed always
 * @param day needed weekly
 * @param dayOfMonth needed monthly, 1 to 31; a shorter month fires on its last day
 */
public record Schedule(
        Frequency frequency,
        @Nullable LocalTime time,
        @Nullable DayOfWeek day,
        @Nullable Integer dayOfMonth) {

    /** «Ежедневная», «Еженедельная», «Ежемесячная» (R120). */
    public enum Frequency {
        DAILY,
        WEEKLY,
        MONTHLY
    }

    public static Schedule daily(LocalTime time) {
        return new Schedule(Frequency.DAILY, time, null, null);
    }

    public static Schedule weekly(DayOfWeek day, LocalTime time) {
        return new Schedule(Frequency.WEEKLY, time, day, null);
    }

    public static Schedule monthly(int dayOfMonth, LocalTime time) {
        return new Schedule(Frequency.MONTHLY, time, null, dayOfMonth);
    }

    /** The parts that the frequency needs and that are not there (R121–R124). */
    public List<String> missing() {
        var missing = new ArrayList<String>();
        if (time == null) {
            missing.add("time");
        }
        if (frequency == Frequency.WEEKLY && day == null) {
            missing.add("day");
        }
        if (frequency == Frequency.MONTHLY && dayOfMonth == null) {
            missing.add("dayOfMonth");
        }
        return missing;
    }

    /** The first slot after that wall-clock time. */
    public LocalDateTime after(LocalDateTime wall) {
        var at = Objects.requireNonNull(time, "time");
        return days(wall.toLocalDate())
                .map(date -> date.atTime(at))
                .filter(slot -> slot.isAfter(wall))
                .findFirst()
                .orElseThrow();
    }

    /** The first slot whose moment is later than now. */
    public LocalDateTime firstAfter(Instant now, ZoneId zone) {
        // Two days back is before any slot that a change of clocks could have put after now.
        var slot = after(LocalDateTime.ofInstant(now, zone).minusDays(2));
        while (!moment(slot, zone).isAfter(now)) {
            slot = after(slot);
        }
        return slot;
    }

    /** The next slots after now, for people who want to see what they have set. */
    public List<LocalDateTime> next(int many, Instant now, ZoneId zone) {
        return Stream.iterate(firstAfter(now, zone), this::after).limit(many).toList();
    }

    /**
     * When a wall-clock time is: a time that the clocks skip is the first moment after the gap, a time that comes twice
     * is its first coming (forecast-rules.md 5).
     */
    public static Instant moment(LocalDateTime wall, ZoneId zone) {
        var rules = zone.getRules();
        var offsets = rules.getValidOffsets(wall);
        return offsets.isEmpty() ? rules.getTransition(wall).getInstant() : wall.toInstant(offsets.get(0));
    }

    /** The days on which the schedule fires, from that one on. */
    private Stream<LocalDate> days(LocalDate from) {
        return switch (frequency) {
            case DAILY -> Stream.iterate(from, date -> date.plusDays(1));
            case WEEKLY -> Stream.iterate(weekday(from), date -> date.plusWeeks(1));
            case MONTHLY ->
                Stream.iterate(YearMonth.from(from), month -> month.plusMonths(1))
                        .map(this::dayIn);
        };
    }

    private LocalDate weekday(LocalDate from) {
        int ahead = Objects.requireNonNull(day, "day").getValue()
                - from.getDayOfWeek().getValue();
        return from.plusDays(Math.floorMod(ahead, 7));
    }

    private LocalDate dayIn(YearMonth month) {
        return month.atDay(Math.min(Objects.requireNonNull(dayOfMonth, "dayOfMonth"), month.lengthOfMonth()));
    }
}
