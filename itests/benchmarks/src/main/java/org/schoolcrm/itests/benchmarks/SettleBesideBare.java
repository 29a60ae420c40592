package org.schoolcrm.itests.benchmarks;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolcrm.itests.application.TestApplication;

/**
 * A bank's word over HTTP until it is durable, beside the bare settle transaction on the same server; the same word
 * once more, beside the first time.
 */
final class SettleBesideBare implements Benchmark {

    private static final int CUSTOMERS = 2_000;
    private static final int PAYMENTS = 500_000;
    private static final int ROUNDS = 3;
    private static final int SECONDS = 10;
    /** Until what is called often is compiled. */
    private static final int WARM_UP = 100;

    @Override
    public String name() {
        return "settle-beside-bare";
    }

    @Override
    public Map<String, Object> measure() throws Exception {
        try (var server = new DurablePostgres();
                var database = server.freshDatabase();
                var house = TestApplication.live(database, CUSTOMERS);
                var door = house.server()) {
            var bare = BareSettle.prepare(database.url());
            var payments =
                    AwaitedPayments.prepare(house, URI.create(door.address()).getPort(), PAYMENTS);
            ClosedLoop.perSecond(8, WARM_UP, payments::bank);
            ClosedLoop.perSecond(8, SECONDS, bare::client);
            payments.check();
            DurablePostgres.settle(database.dataSource());
            var figures = new LinkedHashMap<String, Object>();
            var first = new ArrayList<Long>();
            for (int clients : new int[] {1, 2, 8}) {
                var limits = new ArrayList<Long>();
                var settled = new ArrayList<Long>();
                for (int round = 0; round < ROUNDS; round++) {
                    limits.add(ClosedLoop.perSecond(clients, SECONDS, bare::client));
                    settled.add(ClosedLoop.perSecond(clients, SECONDS, payments::bank));
                }
                figures.put("barePerSecond" + clients, limits);
                figures.put("settledPerSecond" + clients, settled);
                figures.put("ratio" + clients, ratio(median(settled), median(limits)));
                first = settled;
            }
            payments.check();
            var repeated = new ArrayList<Long>();
            for (int round = 0; round < ROUNDS; round++) {
                repeated.add(ClosedLoop.perSecond(8, SECONDS, payments::forgetfulBank));
            }
            payments.check();
            bare.check();
            figures.put("duplicatesPerSecond8", repeated);
            figures.put("duplicateToFirst", ratio(median(repeated), median(first)));
            return figures;
        }
    }

    private static double ratio(long one, long other) {
        return Math.round(1000.0 * one / other) / 1000.0;
    }

    private static long median(List<Long> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }
}
