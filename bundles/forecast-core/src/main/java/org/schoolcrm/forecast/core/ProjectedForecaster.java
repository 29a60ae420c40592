package org.schoolcrm.forecast.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.ForecastWarning;
import org.schoolcrm.forecast.api.Forecaster;
import org.schoolcrm.host.spi.Subscription.BillingUnit;
import org.schoolcrm.money.Money;

/** Forecasts by projecting every charge of the window and taking off the balance (forecast-rules.md 3). */
public final class ProjectedForecaster implements Forecaster {

    private static final Comparator<ForecastLine> LINES = Comparator.comparing(ForecastLine::date)
            .thenComparingLong(line -> line.subscription().value())
            .thenComparing(ForecastLine::kind);
    private static final Comparator<ForecastWarning> WARNINGS = Comparator.comparing(ForecastWarning::date)
            .thenComparingLong(warning -> warning.lesson().value());

    @Override
    public Forecast forecast(ForecastRequest request) {
        FactsValidation.checkBalance(request.balance());
        FactsValidation.check(
                request.customer(), request.window(), request.balance().currency());
        var visits = Visits.of(request);
        var warnings = new ArrayList<ForecastWarning>();
        var lines = lines(request, visits, warnings);
        warnings.sort(WARNINGS);
        return new Forecast(
                due(lines, request.balance()),
                request.balance(),
                lines,
                warnings,
                PaidThrough.of(lines, request.balance()),
                SnapshotWriter.write(request, visits));
    }

    private static List<ForecastLine> lines(
            ForecastRequest request, List<Visit> visits, List<ForecastWarning> warnings) {
        var customer = request.customer();
        var freezes = new Freezes(customer.freezes());
        var matching = Matching.of(visits, customer.subscriptions(), freezes);
        warnings.addAll(matching.warnings());
        var charges = new ArrayList<Charge>(visits.size());
        for (var one : customer.subscriptions()) {
            if (!one.account().equals(request.account())) {
                continue;
            }
            if (one.unit() == BillingUnit.LESSON) {
                new LessonCharges(one, toCome(matching.of(one))).project(charges, warnings);
            } else {
                new PeriodCharges(one, freezes).project(request.window(), matching.of(one), charges);
            }
        }
        var discounts = new Discounts(customer.discounts());
        var lines = new ArrayList<ForecastLine>(charges.size());
        for (var charge : charges) {
            lines.add(discounts.apply(charge));
        }
        lines.sort(LINES);
        return lines;
    }

    private static List<Visit> toCome(List<Visit> visits) {
        return visits.stream().filter(Visit::toCome).toList();
    }

    private static Money due(List<ForecastLine> lines, Money balance) {
        var total = Money.zero(balance.currency());
        for (var line : lines) {
            total = total.plus(line.net());
        }
        return total.minus(balance).max(Money.zero(balance.currency()));
    }
}
