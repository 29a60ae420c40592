package org.schoolcrm.itests.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/** The speed and the memory of a run in a whole Karaf of 512 MB, as its school grows to a million. */
final class RunAtScale implements Benchmark {

    private static final int WARM = 10_000;

    private final int small;
    private final int middle;
    private final int large;

    RunAtScale(int small, int middle, int large) {
        this.small = small;
        this.middle = middle;
        this.large = large;
    }

    private record Size(int customers, BilledKaraf.Run run, long peakKilobytes) {

        double perSecond() {
            return customers * 1e9 / run.time().toNanos();
        }
    }

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public Map<String, Object> measure() throws Exception {
        var smallOne = size(small);
        var middleOne = size(middle);
        var largeOne = size(large);
        var figures = new LinkedHashMap<String, Object>();
        for (var one : java.util.List.of(smallOne, middleOne, largeOne)) {
            figures.put(
                    one.customers() + " customers",
                    Map.of(
                            "perSecond",
                            Math.round(one.perSecond()),
                            "peakKilobytes",
                            one.peakKilobytes(),
                            "karafCpuMicrosACustomer",
                            one.run().karafCpuMillis() * 1000 / one.customers(),
                            "databaseCpuMicrosACustomer",
                            one.run().databaseCpuMillis() * 1000 / one.customers()));
        }
        figures.put(
                "speed, large to middle (must be 0.7)", Figures.rounded(largeOne.perSecond() / middleOne.perSecond()));
        figures.put(
                "memory, large to small (must be 1.25)",
                Figures.rounded(1.0 * largeOne.peakKilobytes() / smallOne.peakKilobytes()));
        return figures;
    }

    /** Warm, so that what is compared is the work and not the start; each size in a Karaf of its own. */
    private static Size size(int customers) throws Exception {
        try (var server = new DurablePostgres();
                var karaf = new BilledKaraf(server, customers)) {
            for (int warm = 0; warm < WARM; warm += customers) {
                karaf.run();
            }
            return new Size(customers, karaf.run(), karaf.peakKilobytes());
        }
    }
}
