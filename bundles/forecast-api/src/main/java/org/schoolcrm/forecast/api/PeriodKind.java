package org.schoolcrm.forecast.api;

import java.time.LocalDate;
import org.schoolcrm.host.spi.DateRange;

/** «Тип периода»: текущий, следующий (R090). */
public enum PeriodKind {
    CURRENT,
    NEXT;

    /**
     * The window of the period rule (forecast-rules.md 2): from the day of issue to the end of its calendar unit, or of
     * the unit after that one. {@code NEXT} includes the rest of the current unit, because money paid for it is on the
     * balance.
     */
    public DateRange window(PeriodUnit unit, LocalDate issued) {
        var thisEnd = unit.lastDay(issued);
        return new DateRange(issued, this == CURRENT ? thisEnd : unit.lastDay(thisEnd.plusDays(1)));
    }
}
