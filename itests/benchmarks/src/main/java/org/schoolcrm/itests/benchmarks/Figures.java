package org.schoolcrm.itests.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The rounds of a measurement as people read them. */
final class Figures {

    private Figures() {}

    /** Median and range. */
    static Map<String, Double> of(Stream<Double> rounds) {
        var sorted = rounds.sorted().map(Figures::rounded).toList();
        var figures = new LinkedHashMap<String, Double>();
        figures.put("median", sorted.get(sorted.size() / 2));
        figures.put("least", sorted.get(0));
        figures.put("most", sorted.get(sorted.size() - 1));
        return figures;
    }

    static double rounded(double figure) {
        return Math.round(1000 * figure) / 1000.0;
    }
}
