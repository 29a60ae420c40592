package org.schoolcrm.forecast.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.DateRange;

/** The forecasts that invoices were issued with. Implemented by {@code persistence}. */
@ConsumerType
public interface StoredForecasts {

    /** Nothing if there is no such invoice, or its amount is no forecast. */
    Optional<StoredForecast> ofInvoice(long invoice);

    /**
     * Those of the branch whose period ended on one of the days, in order of their invoices' numbers.
     *
     * @param after where the page before ended, 0 for the first
     */
    List<StoredForecast> ended(BranchId branch, DateRange days, long after, int limit);
}
