package org.schoolcrm.forecast.api;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** «Период»: день, неделя, месяц (R093). */
public enum PeriodUnit {
    DAY,
    WEEK,
    MONTH;

    /** The last day of the calendar unit that the day lies in; weeks are ISO weeks and end on Sunday. */
    public LocalDate lastDay(LocalDate day) {
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
            case MONTH -> day.with(TemporalAdjusters.lastDayOfMonth());
        };
    }
}
