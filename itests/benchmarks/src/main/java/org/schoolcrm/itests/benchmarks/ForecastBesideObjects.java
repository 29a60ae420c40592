package org.schoolcrm.itests.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.Forecaster;
import org.schoolcrm.forecast.core.ProjectedForecaster;

/**
 * Customers forecast in a second, eight planned lessons each, lines, snapshot and its hash included; beside the
 * same sum in objects and in bare arrays.
 */
public final class ForecastBesideObjects implements Benchmark {

    private static final int ROUNDS = 3;

    /** What is measured; every call takes the next customer. */
    @State(Scope.Thread)
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public static class Calculators {

        private final Forecaster forecaster = new ProjectedForecaster();
        private final List<ForecastRequest> requests = PlannedLessons.all();
        private final FlatBaseline flat = new FlatBaseline(requests);
        private int next;

        @org.openjdk.jmh.annotations.Benchmark
        public Forecast product() {
            return forecaster.forecast(requests.get(step()));
        }

        @org.openjdk.jmh.annotations.Benchmark
        public Object objects() {
            return ObjectBaseline.forecast(requests.get(step()));
        }

        @org.openjdk.jmh.annotations.Benchmark
        public long flat() {
            return flat.due(step());
        }

        private int step() {
            next = (next + 1) % PlannedLessons.CUSTOMERS;
            return next;
        }

        /** All three come to the same kopecks, or nothing is measured. */
        void agree() {
            for (int i = 0; i < PlannedLessons.CUSTOMERS; i++) {
                long product = forecaster.forecast(requests.get(i)).amount().minor();
                long objects = ObjectBaseline.forecast(requests.get(i))
                        .due()
                        .movePointRight(2)
                        .longValueExact();
                if (product != objects || product != flat.due(i)) {
                    throw new IllegalStateException(
                            "Customer " + i + ": " + product + ", " + objects + ", " + flat.due(i));
                }
            }
        }
    }

    @Override
    public String name() {
        return "forecast";
    }

    @Override
    public Map<String, Object> measure() throws Exception {
        new Calculators().agree();
        var rounds = new ArrayList<Map<String, Double>>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(round());
        }
        return Map.of(
                "customersPerSecond",
                rounds,
                "productToObjects",
                ratios(rounds, "objects"),
                "productToFlat",
                ratios(rounds, "flat"),
                "must",
                0.5);
    }

    /** All three in a row, so that they share the machine's mood. */
    private static Map<String, Double> round() throws RunnerException {
        var options = new OptionsBuilder()
                .include(Calculators.class.getName().replace("$", "\\."))
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(1))
                .build();
        var perSecond = new HashMap<String, Double>();
        for (var result : new Runner(options).run()) {
            perSecond.put(
                    result.getPrimaryResult().getLabel(),
                    result.getPrimaryResult().getScore());
        }
        return perSecond;
    }

    /** Lowest, median, highest. */
    private static List<Double> ratios(List<Map<String, Double>> rounds, String baseline) {
        return rounds.stream()
                .map(round -> round.get("product") / round.get(baseline))
                .sorted()
                .toList();
    }
}
