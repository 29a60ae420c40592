package org.schoolcrm.forecast.api;

import java.time.LocalDate;
import java.util.List;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;

/**
 * What was forecast for an account beside what the CRM has charged it since, up to the end of the window.
 *
 * @param days on which something was forecast or charged, in order
 */
public record ForecastFact(DateRange window, List<Day> days, Money projected, Money charged) {

    /** One day of the branch. */
    public record Day(LocalDate date, Money projected, Money charged) {}

    public ForecastFact {
        days = List.copyOf(days);
    }

    /** By how much the forecast was wrong, in either direction. */
    public Money error() {
        var difference = charged.minus(projected);
        return difference.isNegative() ? difference.negated() : difference;
    }
}
