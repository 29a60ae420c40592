package org.schoolcrm.forecast.api;

import org.jspecify.annotations.Nullable;
import org.schoolcrm.problem.ProblemException;

/** A forecast, or the refusal of a {@link ForecastProblem} in its place: exactly one of the two. */
public record ForecastAnswer(
        @Nullable Forecast forecast, @Nullable ProblemException refusal) {

    public ForecastAnswer {
        if ((forecast == null) == (refusal == null)) {
            throw new IllegalArgumentException("An answer is a forecast or a refusal");
        }
    }

    public static ForecastAnswer of(Forecast forecast) {
        return new ForecastAnswer(forecast, null);
    }

    public static ForecastAnswer of(ProblemException refusal) {
        return new ForecastAnswer(null, refusal);
    }

    /** The forecast; throws the refusal if there is none. */
    public Forecast orThrow() {
        if (forecast == null) {
            throw refusal == null ? new IllegalStateException() : refusal;
        }
        return forecast;
    }
}
