package org.schoolcrm.forecast.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Looks back at forecasts that were made: brings them back from their snapshots and says why they differ. */
@ProviderType
public interface ForecastHistory {

    /**
     * Forecasts again from the document of a {@link ForecastSnapshot} alone: the same lines and the same kopecks.
     * Refuses what is no such document as {@link ForecastProblem#SNAPSHOT_UNREADABLE}.
     */
    Forecast replay(String document);

    /** What makes the second forecast differ from the first, in order of date; nothing if both say the same. */
    List<ForecastDifference> diff(Forecast before, Forecast after);
}
