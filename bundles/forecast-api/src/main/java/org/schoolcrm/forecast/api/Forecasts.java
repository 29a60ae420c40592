package org.schoolcrm.forecast.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;

/**
 * Forecasts from what the CRM knows now: facts and billing's own credits are fetched for a page of customers at once,
 * never for one after the other.
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of a {@link ForecastProblem}.
 */
@ProviderType
public interface Forecasts {

    /**
     * One for every account of every customer, in order of customer and account; customers that the branch does not
     * have are left out. Changes nothing, so it may be asked for any instant.
     *
     * @param asOf what had not begun by then is projected: now for an invoice, any other instant to look back or ahead.
     *     Looking back, balances and lessons are turned back as far as the CRM still knows; looking ahead, the balance
     *     is today's
     */
    List<CustomerForecast> of(BranchId branch, Set<CustomerId> customers, DateRange window, Instant asOf);
}
