package org.schoolcrm.itests.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.CandidateFilter;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** The public invoice page out of the database, beside a CXF page of the same size from memory. */
final class PageBesideCxf implements Benchmark {

    private static final BranchId CENTRE = new BranchId(1);
    private static final int INVOICES = 100_000;
    private static final int BATCH = 1_000;
    private static final int CUSTOMERS = 2_000;
    private static final int CLIENTS = 8;
    private static final int ROUNDS = 3;
    private static final int SECONDS = 8;

    @Override
    public String name() {
        return "page-beside-cxf";
    }

    @Override
    public Map<String, Object> measure() throws Exception {
        try (var server = new DurablePostgres();
                var database = server.freshDatabase();
                var house = TestApplication.live(database, CUSTOMERS);
                var door = house.server()) {
            var paths = issue(house);
            DurablePostgres.settle(database.dataSource());
            var port = URI.create(door.address()).getPort();
            var sample = check(port, paths);
            try (var plain = new PlainCxfPage(sample)) {
                var pages = new ArrayList<Long>();
                var limits = new ArrayList<Long>();
                load(port, paths);
                load(plain.port(), List.of(PlainCxfPage.PATH));
                for (int round = 0; round < ROUNDS; round++) {
                    limits.add(load(plain.port(), List.of(PlainCxfPage.PATH)));
                    pages.add(load(port, paths));
                }
                var figures = new LinkedHashMap<String, Object>();
                figures.put("invoices", paths.size());
                figures.put("pageBytes", sample.getBytes(StandardCharsets.UTF_8).length);
                figures.put("clients", CLIENTS);
                figures.put("pagesPerSecond", pages);
                figures.put("cxfPerSecond", limits);
                figures.put("ratio", Math.round(1000.0 * median(pages) / median(limits)) / 1000.0);
                return figures;
            }
        }
    }

    private static List<String> issue(TestApplication house) {
        var billing = house.the(Billing.class);
        var today = LocalDate.ofInstant(house.the(Clock.class).now(), ZoneOffset.UTC);
        var customers = house.the(Customers.class)
                .candidates(CENTRE, CandidateFilter.EVERYBODY, null, BATCH)
                .customers();
        var paths = new ArrayList<String>(INVOICES);
        for (int done = 0; done < INVOICES; done += BATCH) {
            var drafts = new ArrayList<InvoiceDraft>();
            for (int i = 0; i < BATCH; i++) {
                var amount = Money.ofMinor(150_000L + done + i, "RUB");
                var zero = Money.zero(amount.currency());
                drafts.add(new InvoiceDraft(
                        new BilledAccount(CENTRE, customers.get(i % customers.size()), AccountId.BASE),
                        new InvoicedAmount(CalculationMethod.MANUAL, amount, new DateRange(today, today.plusDays(30))),
                        new PaymentTerm(today.minusDays(1), today.plusDays(10)),
                        false,
                        null,
                        new InvoiceExplanation(List.of(new InvoiceLine(today, null, null, amount, zero, null)), zero)));
            }
            house.the(Transactions.class)
                    .inTransaction(() -> billing.issueAll(drafts, Actor.SYSTEM))
                    .forEach(one -> paths.add("/i/" + one.token()));
        }
        Collections.shuffle(paths, new Random(1));
        return paths;
    }

    /** A wrong page is a failure, however fast it is; the size of the right one is what the limit gets. */
    private static String check(int port, List<String> paths) throws IOException {
        var seen = new ArrayList<String>();
        try (var client = new PlainClient(port)) {
            for (int i = 0; i < BATCH; i++) {
                var page = client.get(paths.get(i));
                if (!page.contains("Перейти к оплате") || !page.contains("7700000425")) {
                    throw new IllegalStateException("No invoice: " + page);
                }
                seen.add(page);
            }
        }
        if (seen.stream().distinct().count() != seen.size()) {
            throw new IllegalStateException("Two links show the same page");
        }
        return seen.get(0);
    }

    /** Answers per second. */
    private static long load(int port, List<String> paths) throws InterruptedException {
        var threads = new ArrayList<Thread>();
        long[] counts = new long[CLIENTS];
        long until = System.nanoTime() + SECONDS * 1_000_000_000L;
        for (int number = 0; number < CLIENTS; number++) {
            int mine = number;
            var thread = new Thread(() -> {
                try (var client = new PlainClient(port)) {
                    int at = mine * paths.size() / CLIENTS;
                    while (System.nanoTime() < until) {
                        client.skim(paths.get(at++ % paths.size()));
                        counts[mine]++;
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        long sum = 0;
        for (int number = 0; number < CLIENTS; number++) {
            threads.get(number).join();
            sum += counts[number];
        }
        return sum / SECONDS;
    }

    private static long median(List<Long> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }
}
