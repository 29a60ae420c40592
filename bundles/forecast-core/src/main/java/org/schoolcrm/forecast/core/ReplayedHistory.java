package org.schoolcrm.forecast.core;

import java.util.List;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastDifference;
import org.schoolcrm.forecast.api.ForecastHistory;
import org.schoolcrm.forecast.api.Forecaster;

/** Looks back by forecasting again: what is stored is what a forecast was made from. */
public final class ReplayedHistory implements ForecastHistory {

    private final Forecaster forecaster;

    public ReplayedHistory(Forecaster forecaster) {
        this.forecaster = forecaster;
    }

    @Override
    public Forecast replay(String document) {
        return forecaster.forecast(SnapshotReader.read(document));
    }

    @Override
    public List<ForecastDifference> diff(Forecast before, Forecast after) {
        return new ForecastComparison(before, after).differences();
    }
}
