package org.schoolcrm.forecast.api;

import java.util.ArrayList;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.problem.ProblemException;

/**
 * Says what a customer's account will owe. Depends on nothing but its arguments: the same request, the same forecast,
 * in whatever order the facts stand.
 *
 * <p>Refusals are {@link ProblemException}s of a {@link ForecastProblem}.
 */
@ProviderType
public interface Forecaster {

    /** Refuses facts that make no sense. */
    Forecast forecast(ForecastRequest request);

    /** A page of them, answered in the same order: one customer's nonsense is that customer's answer alone. */
    default List<ForecastAnswer> forecastAll(List<ForecastRequest> requests) {
        var answers = new ArrayList<ForecastAnswer>(requests.size());
        for (var request : requests) {
            try {
                answers.add(ForecastAnswer.of(forecast(request)));
            } catch (ProblemException refusal) {
                answers.add(ForecastAnswer.of(refusal));
            }
        }
        return answers;
    }
}
