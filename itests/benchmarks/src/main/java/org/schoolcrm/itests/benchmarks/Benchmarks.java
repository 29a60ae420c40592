package org.schoolcrm.itests.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what is asked for, or everything, and leaves the figures in one JSON file. */
public final class Benchmarks {

    private Benchmarks() {}

    /** The folder for the result, then the names of benchmarks. */
    public static void main(String... arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var names = Arrays.asList(arguments).subList(1, arguments.length);
        var figures = new LinkedHashMap<String, Map<String, Object>>();
        for (var benchmark : List.<Benchmark>of(
                new ForecastBesideObjects(),
                new PageBesideCxf(),
                new SettleBesideBare(),
                new WebhookBesideRun(),
                new RunBesideCopy(folder, 1_000),
                new RunBesideCopy(folder, 10_000),
                new RunBesideCopy(folder, 100_000),
                new RunBesideCopy(folder, 1_000_000),
                new RunAtScale(10_000, 100_000, 1_000_000),
                new RunOnH2(folder, 10_000),
                new RunOnH2(folder, 100_000),
                new StartBesideStock(folder, "1.0.0-SNAPSHOT"))) {
            if (names.isEmpty() || names.contains(benchmark.name())) {
                figures.put(benchmark.name(), benchmark.measure());
            }
        }
        var json = new ObjectMapper().writerWithDefaultPrettyPrinter();
        json.writeValue(folder.resolve("benchmarks.json").toFile(), figures);
        System.out.println(json.writeValueAsString(figures));
        System.exit(0);
    }
}
