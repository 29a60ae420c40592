package org.schoolcrm.forecast.spi;

import org.schoolcrm.forecast.api.ForecastSnapshot;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;

/**
 * A forecast that an invoice was issued with.
 *
 * @param invoice the number that billing knows the invoice by
 */
public record StoredForecast(long invoice, BranchId branch, CustomerId customer, ForecastSnapshot snapshot) {}
