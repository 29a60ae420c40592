package org.schoolcrm.forecast.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.DateRange;

/** Holds forecasts against what the CRM has charged. */
@ProviderType
public interface ForecastReview {

    /** Of one invoice; nothing if there is no such invoice, or its amount is no forecast. */
    Optional<ForecastFact> fact(long invoice);

    /** Of all forecasts of the branch whose period ended on one of the days. */
    ForecastAccuracy accuracy(BranchId branch, DateRange ended);
}
