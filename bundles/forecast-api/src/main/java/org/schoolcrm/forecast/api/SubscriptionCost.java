package org.schoolcrm.forecast.api;

import java.util.List;
import java.util.Optional;
import org.schoolcrm.money.Money;

/**
 * What an account's subscriptions cost, one line each, in order of date and subscription. A line is dated with the day
 * asked for, or with the subscription's first day if that comes later; price and discounts are those of that day.
 *
 * @param lines empty when no subscription is active
 */
public record SubscriptionCost(List<ForecastLine> lines) {

    public SubscriptionCost {
        lines = List.copyOf(lines);
    }

    /** Nothing when no subscription is active: then there is no amount to pre-fill. */
    public Optional<Money> amount() {
        return lines.stream().map(ForecastLine::net).reduce(Money::plus);
    }
}
