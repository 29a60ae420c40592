package org.schoolcrm.forecast.api;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * What an account will owe, and why.
 *
 * @param amount to be asked for; never negative
 * @param lines in order of date
 * @param paidThrough «Оплачено до»: how far the balance alone reaches, null if not even the first line is covered
 */
public record Forecast(
        Money amount,
        Money balance,
        List<ForecastLine> lines,
        List<ForecastWarning> warnings,
        @Nullable LocalDate paidThrough) {

    public Forecast {
        lines = List.copyOf(lines);
        warnings = List.copyOf(warnings);
    }

    /** What will be charged in all, before the balance is looked at. */
    public Money charges() {
        return Money.sum(
                balance.currency(), lines.stream().map(ForecastLine::net).toList());
    }
}
