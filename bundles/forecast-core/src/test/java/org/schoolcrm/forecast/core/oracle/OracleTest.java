package org.schoolcrm.forecast.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.schoolcrm.forecast.api.CostRequest;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.Forecaster;
import org.schoolcrm.forecast.core.ListedCosts;
import org.schoolcrm.forecast.core.ProjectedForecaster;

/** Forecasts beside an oracle that was written from the rules alone. The profile {@code oracles} takes a million. */
class OracleTest {

    private static final long CASES = Long.getLong("oracle.cases", 20_000);
    private static final long FIRST = Long.getLong("oracle.seed", 1);

    private final Forecaster forecaster = new ProjectedForecaster();

    @Test
    void agrees_with_the_oracle_in_every_line_warning_and_kopeck() {
        var differences = LongStream.range(FIRST, FIRST + CASES)
                .parallel()
                .filter(seed -> differs(RandomCase.forecast(seed)))
                .limit(5)
                .mapToObj(this::report)
                .toList();

        assertThat(differences).isEmpty();
    }

    @Test
    void lists_the_same_subscription_costs_as_the_oracle() {
        var differences = LongStream.range(FIRST, FIRST + CASES / 4)
                .parallel()
                .mapToObj(RandomCase::cost)
                .filter(request -> !texts(NaiveForecaster.cost(request)).equals(costs(request)))
                .limit(5)
                .map(request -> "%n%s%n expected %s%n but was %s%n"
                        .formatted(request, NaiveForecaster.cost(request), costs(request)))
                .toList();

        assertThat(differences).isEmpty();
    }

    @Test
    void the_random_cases_reach_every_corner() {
        var reached = new TreeMap<String, Integer>();
        LongStream.range(0, 2_000).mapToObj(RandomCase::forecast).forEach(request -> {
            var answer = NaiveForecaster.forecast(request);
            var seen = new TreeSet<String>();
            answer.lines().forEach(line -> seen.add(line.kind()));
            answer.lines().forEach(line -> seen.add(line.discounts().size() > 1 ? "discounts" : "no discounts"));
            answer.lines().forEach(line -> seen.add(line.date().equals(line.through()) ? "a day" : "days"));
            answer.warnings().forEach(warning -> seen.add(warning.kind()));
            seen.add(answer.amount().signum() == 0 ? "nothing" : "something");
            seen.add(answer.paidThrough() == null ? "not covered" : "covered");
            seen.add(request.account().isBase() ? "base" : "separate");
            seen.forEach(what -> reached.merge(what, 1, Integer::sum));
        });

        assertThat(reached)
                .hasSize(15)
                .allSatisfy((what, count) ->
                        assertThat(count).as(what + " of " + reached).isGreaterThan(60));
    }

    private static List<String> texts(List<Answer.Line> lines) {
        return lines.stream().map(Answer.Line::toString).toList();
    }

    private static List<String> costs(CostRequest request) {
        return new ListedCosts()
                .cost(request).lines().stream().map(Answer::text).toList();
    }

    private boolean differs(ForecastRequest request) {
        return !NaiveForecaster.forecast(request).text().equals(answer(request));
    }

    private List<String> answer(ForecastRequest request) {
        return Answer.text(forecaster, request);
    }

    private String report(long seed) {
        var request = RandomCase.forecast(seed);
        var facts = Shrinking.smallest(request.customer(), fewer -> differs(Shrinking.of(request, fewer)));
        var small = Shrinking.of(request, facts);
        return "%nseed %d: account %s, balance %s, window %s, as of %s in %s%n%s expected %s%n but was %s%n"
                .formatted(
                        seed,
                        small.account(),
                        small.balance(),
                        small.window(),
                        small.asOf(),
                        small.zone(),
                        Shrinking.read(facts),
                        NaiveForecaster.forecast(small).text(),
                        answer(small));
    }
}
