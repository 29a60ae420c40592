package org.schoolcrm.forecast.api;

import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerFacts;

/** What one account of a customer will owe, beside the facts that say so. */
public record CustomerForecast(CustomerFacts customer, AccountId account, ForecastAnswer answer) {}
