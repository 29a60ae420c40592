package org.schoolcrm.forecast.core;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.CostRequest;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.SubscriptionCost;
import org.schoolcrm.forecast.api.SubscriptionCosts;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Subscription;

/** Lists what the active subscriptions of an account cost, each with its discounts (forecast-rules.md 4). */
public final class ListedCosts implements SubscriptionCosts {

    @Override
    public SubscriptionCost cost(CostRequest request) {
        var customer = request.customer();
        FactsValidation.check(customer, request.period(), request.currency());
        var freezes = new Freezes(customer.freezes());
        var discounts = new Discounts(request.filter().applyDiscounts() ? customer.discounts() : List.of());
        var lines = new ArrayList<ForecastLine>();
        for (var one : customer.subscriptions()) {
            var date = chargeDate(one, request);
            if (date != null
                    && one.account().equals(request.account())
                    && lists(one.subjects(), request.filter().subject())
                    && lists(one.lessonTypes(), request.filter().lessonType())
                    && !freezes.covers(one, date)) {
                lines.add(discounts.apply(new Charge(
                        ForecastLine.Kind.SUBSCRIPTION,
                        date,
                        through(one, date, request.period()),
                        one,
                        null,
                        Prices.on(one, date))));
            }
        }
        lines.sort(Comparator.comparing(ForecastLine::date)
                .thenComparingLong(line -> line.subscription().value()));
        return new SubscriptionCost(lines);
    }

    /** The day asked for if the subscription holds on it, else its first day if that lies in the period. */
    private static @Nullable LocalDate chargeDate(Subscription one, CostRequest request) {
        if (one.valid().contains(request.on())) {
            return request.on();
        }
        return request.period().contains(one.valid().begin()) ? one.valid().begin() : null;
    }

    private static LocalDate through(Subscription one, LocalDate date, DateRange period) {
        return one.valid()
                .intersect(period)
                .map(DateRange::end)
                .filter(date::isBefore)
                .orElse(date);
    }

    /** A subscription for anything is for this too; without a filter everything is asked for. */
    private static <T> boolean lists(Set<T> listed, @Nullable T wanted) {
        return wanted == null || listed.isEmpty() || listed.contains(wanted);
    }
}
