package org.schoolcrm.forecast.api;

import org.osgi.annotation.versioning.ProviderType;

/** Says what a customer's account will owe. Depends on nothing but the request: the same request, the same forecast. */
@ProviderType
public interface Forecaster {

    Forecast forecast(ForecastRequest request);
}
