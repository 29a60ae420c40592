package org.schoolcrm.forecast.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolcrm.forecast.api.CostRequest;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.Forecaster;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.forecast.api.SubscriptionCosts;
import org.schoolcrm.host.spi.DateRange;

/** The oracle is worth something only if it notices mistakes: each of these is planted, and each must be found. */
class PlantedBugsTest {

    private static final int CASES = 6_000;
    private static final List<ForecastRequest> REQUESTS = new ArrayList<>();
    private static final List<List<String>> EXPECTED = new ArrayList<>();
    private static final List<CostRequest> COST_REQUESTS = new ArrayList<>();
    private static final List<List<String>> EXPECTED_COSTS = new ArrayList<>();

    static {
        for (int seed = 0; seed < CASES; seed++) {
            REQUESTS.add(RandomCase.forecast(seed));
            EXPECTED.add(NaiveForecaster.forecast(REQUESTS.get(seed)).text());
        }
        for (int seed = 0; seed < CASES / 10; seed++) {
            COST_REQUESTS.add(RandomCase.cost(seed));
            EXPECTED_COSTS.add(NaiveForecaster.cost(COST_REQUESTS.get(seed)).stream()
                    .map(Answer.Line::toString)
                    .toList());
        }
    }

    @Test
    void nothing_is_found_in_what_is_shipped() throws Exception {
        assertThat(isFound(new PlantedCode())).isFalse();
        assertThat(isFoundInPeriods(new PlantedCode())).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void is_found(PlantedBug bug) throws Exception {
        var code = new PlantedCode(bug);

        assertThat(bug.isOfPeriods() ? isFoundInPeriods(code) : isFound(code))
                .as(bug.name())
                .isTrue();
    }

    private static boolean isFound(PlantedCode code) throws ReflectiveOperationException {
        var forecaster = code.make("ProjectedForecaster", Forecaster.class);
        for (int i = 0; i < REQUESTS.size(); i++) {
            if (!EXPECTED.get(i).equals(Answer.text(forecaster, REQUESTS.get(i)))) {
                return true;
            }
        }
        var costs = code.make("ListedCosts", SubscriptionCosts.class);
        for (int i = 0; i < COST_REQUESTS.size(); i++) {
            var lines = costs.cost(COST_REQUESTS.get(i)).lines();
            if (!EXPECTED_COSTS.get(i).equals(lines.stream().map(Answer::text).toList())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFoundInPeriods(PlantedCode code) throws ReflectiveOperationException {
        var kinds = code.loadClass(PeriodKind.class.getName());
        var units = code.loadClass(PeriodUnit.class.getName());
        var window = kinds.getMethod("window", units, LocalDate.class);
        for (var day : NaiveCalendar.days(LocalDate.of(2026, 1, 1), LocalDate.of(2028, 12, 31))) {
            for (var kind : PeriodKind.values()) {
                for (var unit : PeriodUnit.values()) {
                    var actual = window.invoke(likewise(kinds, kind), likewise(units, unit), day);
                    if (!actual.equals(new DateRange(day, NaiveCalendar.lastDayOfWindow(kind, unit, day)))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static Object likewise(Class<?> planted, Enum<?> constant) throws ReflectiveOperationException {
        return planted.getMethod("valueOf", String.class).invoke(null, constant.name());
    }
}
