package org.schoolcrm.mailing.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.schoolcrm.forecast.api.CostRequest;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.ForecastSnapshot;
import org.schoolcrm.forecast.api.Forecaster;
import org.schoolcrm.forecast.api.SubscriptionCost;
import org.schoolcrm.forecast.api.SubscriptionCosts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;

/** Forecasts what an account owes; subscriptions cost what a test says, and customers named «Сломанный» fail. */
public final class FakeForecaster implements Forecaster, SubscriptionCosts {

    public final Map<CustomerId, List<ForecastLine>> costs = new HashMap<>();
    public CostRequest costRequest;
    public ForecastRequest forecastRequest;

    @Override
    public Forecast forecast(ForecastRequest request) {
        forecastRequest = request;
        if (request.customer().name().startsWith("Сломанный")) {
            throw new IllegalArgumentException("price is missing");
        }
        var balance = request.balance();
        var owed = balance.negated().max(Money.zero(balance.currency()));
        return new Forecast(owed, balance, List.of(), List.of(), null, new ForecastSnapshot("{}", "00"));
    }

    @Override
    public SubscriptionCost cost(CostRequest request) {
        costRequest = request;
        return new SubscriptionCost(costs.getOrDefault(request.customer().id(), List.of()));
    }
}
