package org.schoolcrm.forecast.api;

import org.osgi.annotation.versioning.ProviderType;

/** Says what subscriptions cost, balance and lessons aside: «По стоимости абонементов» (forecast-rules.md 4). */
@ProviderType
public interface SubscriptionCosts {

    /** Refuses facts that make no sense with a {@link ForecastProblem}. */
    SubscriptionCost cost(CostRequest request);
}
