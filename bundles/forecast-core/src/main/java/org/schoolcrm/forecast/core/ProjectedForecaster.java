package org.schoolcrm.forecast.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.Forecaster;
import org.schoolcrm.money.Money;

/** Forecasts by projecting every charge of the window and taking off the balance (forecast.md 3). */
public final class ProjectedForecaster implements Forecaster {

    private static final Comparator<ForecastLine> IN_ORDER = Comparator.comparing(ForecastLine::date)
            .thenComparing(line -> line.subscription().value())
            .thenComparing(ForecastLine::kind);

    @Override
    public Forecast forecast(ForecastRequest request) {
        var lessons = LessonCharges.project(request);
        var charges = new ArrayList<>(lessons.charges());
        charges.addAll(PeriodCharges.project(request));
        var discounts = new Discounts(request.customer().discounts());
        var lines = charges.stream().map(discounts::apply).sorted(IN_ORDER).toList();
        return new Forecast(
                due(lines, request.balance()),
                request.balance(),
                lines,
                lessons.warnings(),
                PaidThrough.of(lines, request.balance()));
    }

    private static Money due(List<ForecastLine> lines, Money balance) {
        var nothing = Money.zero(balance.currency());
        var total = Money.sum(
                balance.currency(), lines.stream().map(ForecastLine::net).toList());
        return total.minus(balance).max(nothing);
    }
}
