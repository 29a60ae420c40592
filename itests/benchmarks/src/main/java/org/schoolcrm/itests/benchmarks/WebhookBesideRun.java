package org.schoolcrm.itests.benchmarks;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.runtime.api.Actor;

/** How long banks wait while a run bills everybody, beside a quiet day. */
final class WebhookBesideRun implements Benchmark {

    private static final BranchId CENTRE = new BranchId(1);
    /** Its run comes first, so that the one that is measured finds compiled code, as the calls do. */
    private static final BranchId ELSEWHERE = new BranchId(2);

    private static final int CUSTOMERS = 100_000;
    private static final int PAYMENTS = 300_000;
    private static final int CLIENTS = 8;
    private static final int SECONDS = 5;
    /** Until what is called often is compiled. */
    private static final int WARM_UP = 40;

    private static final int QUIET_SECONDS = 15;

    @Override
    public String name() {
        return "webhook-beside-run";
    }

    @Override
    public Map<String, Object> measure() throws Exception {
        try (var server = new DurablePostgres();
                var database = server.freshDatabase();
                var house = TestApplication.live(database, CUSTOMERS);
                var door = house.server()) {
            var payments =
                    AwaitedPayments.prepare(house, URI.create(door.address()).getPort(), PAYMENTS);
            follow(house, start(house, ELSEWHERE));
            ClosedLoop.perSecond(CLIENTS, WARM_UP, payments::bank);
            payments.check();
            DurablePostgres.settle(database.dataSource());
            long most = ClosedLoop.perSecond(CLIENTS, SECONDS, payments::bank);
            payments.check();
            long rate = most / 2;
            long until = System.nanoTime() + QUIET_SECONDS * 1_000_000_000L;
            var quiet = OpenLoop.latencies(rate, () -> System.nanoTime() < until, payments::bank);
            payments.check();
            DurablePostgres.settle(database.dataSource());
            var busy = OpenLoop.latencies(rate, untilBilled(house), payments::bank);
            payments.check();
            var figures = new LinkedHashMap<String, Object>();
            figures.put("customers", CUSTOMERS);
            figures.put("webhooksPerSecond", rate);
            note(figures, "quiet", quiet);
            note(figures, "busy", busy);
            figures.put("ratio", Math.round(10.0 * p99(busy) / p99(quiet)) / 10.0);
            return figures;
        }
    }

    private static BooleanSupplier untilBilled(TestApplication house) {
        var run = start(house, CENTRE);
        var watch = new Thread(() -> follow(house, run));
        watch.start();
        return watch::isAlive;
    }

    private static RunId start(TestApplication house, BranchId branch) {
        var mailing = house.the(Mailings.class).of(branch).get(0);
        return house.the(MailingRuns.class)
                .start(mailing.id(), "benchmark", Actor.SYSTEM)
                .id();
    }

    /** Until everybody is billed. */
    private static void follow(TestApplication house, RunId run) {
        var runs = house.the(MailingRuns.class);
        for (var seen = runs.progress(run);
                seen.run().state() == MailingRun.State.PLANNING || seen.done() < seen.customers();
                seen = runs.progress(run)) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void note(Map<String, Object> figures, String name, Histogram seen) {
        figures.put(name + "Webhooks", seen.getTotalCount());
        figures.put(name + "P50Micros", seen.getValueAtPercentile(50));
        figures.put(name + "P99Micros", p99(seen));
    }

    private static long p99(Histogram seen) {
        return seen.getValueAtPercentile(99);
    }
}
