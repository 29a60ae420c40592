package org.schoolcrm.forecast.core;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Freeze;
import org.schoolcrm.host.spi.Subscription;

/** On which days nothing is charged; both ends of a freeze are frozen. */
record Freezes(List<Freeze> all) {

    boolean covers(Subscription one, LocalDate day) {
        for (var freeze : all) {
            if ((freeze.subscription() == null || freeze.subscription().equals(one.id()))
                    && freeze.days().contains(day)) {
                return true;
            }
        }
        return false;
    }

    /** The first day that is not frozen, null if all are. */
    @Nullable
    LocalDate firstFreeDay(Subscription one, DateRange days) {
        for (var day = days.begin(); days.contains(day); day = day.plusDays(1)) {
            if (!covers(one, day)) {
                return day;
            }
        }
        return null;
    }

    /** How many of the days are not frozen. */
    int freeDays(Subscription one, DateRange days) {
        int free = 0;
        for (var day = days.begin(); days.contains(day); day = day.plusDays(1)) {
            free += covers(one, day) ? 0 : 1;
        }
        return free;
    }
}
