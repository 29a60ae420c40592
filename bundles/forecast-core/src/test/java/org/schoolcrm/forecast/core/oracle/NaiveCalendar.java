package org.schoolcrm.forecast.core.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.BillingUnit;
import org.schoolcrm.host.spi.Subscription.Periods;

/** Days, months and weeks counted one by one, the way a person does with a wall calendar. */
final class NaiveCalendar {

    private static final int SECONDS_OF_A_DAY = 86_400;

    private NaiveCalendar() {}

    /** The day of an instant, by adding the zone's offset to the seconds since 1970. */
    static LocalDate day(Instant instant, ZoneId zone) {
        long local =
                instant.getEpochSecond() + zone.getRules().getOffset(instant).getTotalSeconds();
        return LocalDate.ofEpochDay(Math.floorDiv(local, SECONDS_OF_A_DAY));
    }

    /** The period rule, found by walking day by day until the unit changes. */
    static LocalDate lastDayOfWindow(PeriodKind kind, PeriodUnit unit, LocalDate issued) {
        int changes = kind == PeriodKind.CURRENT ? 1 : 2;
        for (var day = issued; ; day = day.plusDays(1)) {
            changes -= startsUnit(unit, day.plusDays(1)) ? 1 : 0;
            if (changes == 0) {
                return day;
            }
        }
    }

    private static boolean startsUnit(PeriodUnit unit, LocalDate day) {
        return switch (unit) {
            case DAY -> true;
            // 1970-01-05 was a Monday
            case WEEK -> Math.floorMod(day.toEpochDay(), 7L) == 4;
            case MONTH -> day.getDayOfMonth() == 1;
        };
    }

    /** Whole billing periods of a subscription from its first one until one begins after the given day. */
    static List<List<LocalDate>> periods(Subscription subscription, LocalDate until) {
        var periods = new ArrayList<List<LocalDate>>();
        for (int k = 0; ; k++) {
            var begin = periodBegin(subscription, k);
            if (begin.isAfter(until)) {
                return periods;
            }
            periods.add(List.of(begin, periodBegin(subscription, k + 1).minusDays(1)));
        }
    }

    private static LocalDate periodBegin(Subscription subscription, int k) {
        var begin = subscription.valid().begin();
        boolean calendar = subscription.rules().periods() == Periods.CALENDAR;
        if (subscription.unit() == BillingUnit.WEEK) {
            while (calendar && !startsUnit(PeriodUnit.WEEK, begin)) {
                begin = begin.minusDays(1);
            }
            return begin.plusDays(7L * k);
        }
        int month = begin.getYear() * 12 + begin.getMonthValue() - 1 + k;
        int year = month / 12;
        int day = calendar ? 1 : begin.getDayOfMonth();
        return LocalDate.of(year, month % 12 + 1, Math.min(day, daysOf(year, month % 12 + 1)));
    }

    private static int daysOf(int year, int month) {
        return switch (month) {
            case 4, 6, 9, 11 -> 30;
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            default -> 31;
        };
    }

    /** Every day from the first to the last, written out. */
    static List<LocalDate> days(LocalDate first, LocalDate last) {
        var days = new ArrayList<LocalDate>();
        for (var day = first; !day.isAfter(last); day = day.plusDays(1)) {
            days.add(day);
        }
        return days;
    }

    /** Both ends count, by the numbers of the days. */
    static boolean holds(DateRange range, LocalDate day) {
        var end = range.end();
        return range.begin().toEpochDay() <= day.toEpochDay() && (end == null || day.toEpochDay() <= end.toEpochDay());
    }
}
