package org.schoolcrm.forecast.api;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * What an account will owe, and why.
 *
 * @param amount to be asked for; never negative
 * @param lines in order of date, subscription, kind; lessons of one day in order of their start
 * @param warnings in order of date and lesson; the same for every account of the customer, but for packages, which
 *     are warned of on the account that pays
 * @param paidThrough «Оплачено до»: how far the balance alone reaches, null if not even the first line is covered
 * @param snapshot what the forecast was made from
 */
public record Forecast(
        Money amount,
        Money balance,
        List<ForecastLine> lines,
        List<ForecastWarning> warnings,
        @Nullable LocalDate paidThrough,
        ForecastSnapshot snapshot) {

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
