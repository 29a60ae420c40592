package org.schoolcrm.itests.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mailing run in a whole Karaf, every row committed, beside COPY of the identical rows into the same tables; its
 * processor time beside that of a hand-made program that writes the same rows.
 */
final class RunBesideCopy implements Benchmark {

    private static final int ROUNDS = 3;
    private static final double LIMIT_MOVES = 1.1;

    private final Path folder;
    private final int customers;

    RunBesideCopy(Path folder, int customers) {
        this.folder = folder;
        this.customers = customers;
    }

    private record Round(Duration before, BilledKaraf.Run run, Duration after, HandMadeRun.Cost byHand) {

        double toCopy() {
            return (before.toNanos() + after.toNanos()) / 2.0 / run.time().toNanos();
        }

        double toHand() {
            return 1.0 * run.cpuMillis() / byHand.cpuMillis();
        }

        /** When the limit itself has moved, somebody else was using the machine. */
        boolean isVoid() {
            double moved = 1.0 * before.toNanos() / after.toNanos();
            return moved > LIMIT_MOVES || 1 / moved > LIMIT_MOVES;
        }
    }

    @Override
    public String name() {
        return "run-" + customers;
    }

    @Override
    public Map<String, Object> measure() throws Exception {
        try (var server = new DurablePostgres();
                var karaf = new BilledKaraf(server, customers)) {
            var rows = karaf.rows(folder.resolve("rows"));
            karaf.run();
            rows.dump();
            var byHand = new HandMadeRun(karaf, rows);
            byHand.run();
            var rounds = new ArrayList<Round>();
            for (int i = 0; i < ROUNDS; i++) {
                var before = rows.copyBack();
                var run = karaf.run();
                rows.dump();
                var after = rows.copyBack();
                rounds.add(new Round(before, run, after, byHand.run()));
            }
            return figures(rounds);
        }
    }

    private Map<String, Object> figures(List<Round> rounds) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("customers", customers);
        figures.put(
                "copyMillis",
                rounds.stream()
                        .map(one -> one.before().toMillis() + ", " + one.after().toMillis())
                        .toList());
        figures.put(
                "runMillis",
                rounds.stream().map(one -> one.run().time().toMillis()).toList());
        figures.put("copyToRun (must be 0.25)", Figures.of(rounds.stream().map(Round::toCopy)));
        figures.put("void", rounds.stream().filter(Round::isVoid).count());
        figures.put(
                "karafCpuMicrosACustomer",
                rounds.stream()
                        .map(one -> one.run().karafCpuMillis() * 1000 / customers)
                        .toList());
        figures.put(
                "databaseCpuMicrosACustomer",
                rounds.stream()
                        .map(one -> one.run().databaseCpuMillis() * 1000 / customers)
                        .toList());
        figures.put(
                "byHandCpuMicrosACustomer",
                rounds.stream()
                        .map(one -> one.byHand().cpuMillis() * 1000 / customers)
                        .toList());
        figures.put(
                "byHandMillis",
                rounds.stream().map(one -> one.byHand().time().toMillis()).toList());
        figures.put("cpuToByHand (must be 4)", Figures.of(rounds.stream().map(Round::toHand)));
        return figures;
    }
}
