package org.schoolcrm.forecast.api;

import java.time.LocalDate;
import java.util.Currency;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.DateRange;

/**
 * What «По стоимости абонементов» is to be worked out for (forecast-rules.md 4).
 *
 * @param currency of the branch
 * @param on which subscriptions count: those that hold on this day and are not frozen on it
 * @param period and those that begin in it, unless frozen on their first day
 */
public record CostRequest(
        CustomerFacts customer,
        AccountId account,
        Currency currency,
        LocalDate on,
        DateRange period,
        CostFilter filter) {}
