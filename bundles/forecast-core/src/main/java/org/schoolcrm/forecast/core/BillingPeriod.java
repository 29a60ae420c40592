package org.schoolcrm.forecast.core;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.BillingUnit;
import org.schoolcrm.host.spi.Subscription.Periods;

/**
 * A month or week that a subscription is charged for.
 *
 * @param begin first day of the whole period
 * @param end last day of the whole period
 * @param own those of its days on which the subscription exists
 */
record BillingPeriod(LocalDate begin, LocalDate end, DateRange own) {

    /** Those that begin in the window, and the one under way when it begins; in order. */
    static List<BillingPeriod> of(Subscription one, DateRange window) {
        var found = new ArrayList<BillingPeriod>();
        for (long k = firstToLookAt(one, window.begin()); ; k++) {
            var begin = start(one, k);
            var end = start(one, k + 1).minusDays(1);
            var own = new DateRange(begin, end).intersect(one.valid());
            if (own.isEmpty() || isAfter(own.get().begin(), window)) {
                return found;
            }
            if (!end.isBefore(window.begin())) {
                found.add(new BillingPeriod(begin, end, own.get()));
            }
        }
    }

    int wholeDays() {
        return (int) ChronoUnit.DAYS.between(begin, end) + 1;
    }

    boolean isPosted(Subscription one) {
        return one.posted().contains(own.begin()) || one.posted().contains(begin);
    }

    /** Always counted from one first day and never chained, so that 31.01 is followed by 28.02 and 31.03. */
    private static LocalDate start(Subscription one, long k) {
        var first = firstDay(one);
        return one.unit() == BillingUnit.MONTH ? first.plusMonths(k) : first.plusWeeks(k);
    }

    private static LocalDate firstDay(Subscription one) {
        var begin = one.valid().begin();
        if (one.rules().periods() == Periods.ANNIVERSARY) {
            return begin;
        }
        return one.unit() == BillingUnit.MONTH
                ? begin.withDayOfMonth(1)
                : begin.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** A period that begins no later than the window; the one before makes up for short months. */
    private static long firstToLookAt(Subscription one, LocalDate windowBegin) {
        var unit = one.unit() == BillingUnit.MONTH ? ChronoUnit.MONTHS : ChronoUnit.WEEKS;
        return Math.max(0, unit.between(firstDay(one), windowBegin) - 1);
    }

    private static boolean isAfter(LocalDate day, DateRange window) {
        return window.end() != null && day.isAfter(window.end());
    }
}
