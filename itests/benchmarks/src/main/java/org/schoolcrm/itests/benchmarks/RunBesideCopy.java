package org.schoolcrm.itests.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.itests.house.House;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.mailing.api.RunProgress;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** A mailing run, every row committed, beside COPY of the identical rows into the same tables (P1). */
final class RunBesideCopy implements Benchmark {

    private static final BranchId CENTRE = new BranchId(1);
    private static final List<String> TABLES =
            List.of("invoice", "message", "run_entry", "run_page", "audit_record", "customer_lock");

    private final int customers;

    RunBesideCopy(int customers) {
        this.customers = customers;
    }

    @Override
    public String name() {
        return "run-beside-copy-" + customers;
    }

    @Override
    public Map<String, Object> measure() throws Exception {
        try (var server = new DurablePostgres();
                var database = server.freshDatabase();
                var house = House.live(database, customers)) {
            DurablePostgres.settle(database.dataSource());
            var figures = new LinkedHashMap<String, Object>();
            long began = System.nanoTime();
            var progress = run(house.the(Mailings.class), house.the(MailingRuns.class));
            var run = Duration.ofNanos(System.nanoTime() - began);
            check(database.dataSource(), progress);
            var copy = copyBack(database);
            figures.put("customers", progress.customers());
            figures.put("billed", progress.billed());
            figures.put("runMillis", run.toMillis());
            figures.put("copyMillis", copy.toMillis());
            figures.put("ratio", Math.round(1000.0 * copy.toNanos() / run.toNanos()) / 1000.0);
            return figures;
        }
    }

    /** From the start through the public interface to the last commit of a page. */
    private static RunProgress run(Mailings mailings, MailingRuns runs) throws InterruptedException {
        var run = runs.start(mailings.of(CENTRE).get(0).id(), "benchmark", Actor.SYSTEM);
        while (true) {
            var progress = runs.progress(run.id());
            if (progress.run().state() != MailingRun.State.PLANNING && progress.done() == progress.customers()) {
                return progress;
            }
            Thread.sleep(5);
        }
    }

    private static void check(DataSource dataSource, RunProgress progress) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var sums = statement.executeQuery("select (select sum(amount) from invoice),"
                        + " (select sum(amount) from run_entry where outcome = 'BILLED'),"
                        + " (select count(*) from message), (select count(distinct token_hash) from invoice)")) {
            sums.next();
            if (sums.getLong(1) != sums.getLong(2)
                    || sums.getLong(1) != progress.amount().minor()
                    || sums.getLong(3) != progress.billed()
                    || sums.getLong(4) != progress.billed()) {
                throw new IllegalStateException("The run was wrong, however fast: " + progress);
            }
        }
    }

    private static Duration copyBack(TestDatabase database) throws SQLException, IOException {
        var rows = new LinkedHashMap<String, byte[]>();
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (var table : TABLES) {
                var bytes = new ByteArrayOutputStream();
                copy.copyOut("copy " + table + " to stdout (format binary)", bytes);
                rows.put(table, bytes.toByteArray());
            }
            statement.execute("truncate " + String.join(", ", TABLES) + " cascade");
            DurablePostgres.settle(database.dataSource());
            long began = System.nanoTime();
            connection.setAutoCommit(false);
            for (var table : TABLES) {
                copy.copyIn("copy " + table + " from stdin (format binary)", new ByteArrayInputStream(rows.get(table)));
            }
            connection.commit();
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }
}
