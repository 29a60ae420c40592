package org.schoolcrm.itests.benchmarks;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** A mailing run on H2 in a file, beside a batch insert of the same rows into the same tables. */
final class RunOnH2 implements Benchmark {

    private static final BranchId CENTRE = new BranchId(1);
    private static final int ROUNDS = 3;
    private static final int BATCH = 500;

    private final Path folder;
    private final int customers;

    RunOnH2(Path folder, int customers) {
        this.folder = folder;
        this.customers = customers;
    }

    @Override
    public String name() {
        return "h2-" + customers;
    }

    @Override
    public Map<String, Object> measure() throws Exception {
        var file = folder.resolve("h2/" + System.nanoTime()).toAbsolutePath();
        try (var database = TestDatabase.h2(file);
                var house = TestApplication.live(database, 0)) {
            var school = new PlainSchool(database.dataSource(), customers);
            school.open(LocalDate.now(ZoneOffset.UTC));
            var mailing = mailing(house.the(Mailings.class));
            run(house, mailing);
            var runs = new ArrayList<Duration>();
            var batches = new ArrayList<Duration>();
            for (int round = 0; round < ROUNDS; round++) {
                clear(database.dataSource());
                runs.add(run(house, mailing));
                new RunRows(database.dataSource(), folder).check(customers, school.due());
                batches.add(writeBack(database.dataSource()));
            }
            var figures = new LinkedHashMap<String, Object>();
            figures.put("customers", customers);
            figures.put("runMillis", runs.stream().map(Duration::toMillis).toList());
            figures.put("batchMillis", batches.stream().map(Duration::toMillis).toList());
            figures.put(
                    "batchToRun (must be 0.3)",
                    Figures.of(java.util.stream.IntStream.range(0, ROUNDS)
                            .mapToObj(i ->
                                    1.0 * batches.get(i).toNanos() / runs.get(i).toNanos())));
            return figures;
        }
    }

    private static MailingId mailing(Mailings mailings) {
        var was = mailings.of(CENTRE).get(0).settings();
        var what = was.what();
        var next = new Mailing.What(
                what.method(),
                what.scope(),
                PeriodKind.NEXT,
                what.periodUnit(),
                what.whom(),
                what.term(),
                what.applyDiscounts(),
                what.repeatable(),
                what.reissue(),
                what.limits());
        var settings = new Mailing.Settings("Следующий месяц", false, next, was.when(), was.how());
        return mailings.create(CENTRE, settings, Actor.SYSTEM).id();
    }

    private static Duration run(TestApplication house, MailingId mailing) throws InterruptedException {
        var runs = house.the(MailingRuns.class);
        long began = System.nanoTime();
        var run = runs.start(mailing, "benchmark:" + began, Actor.SYSTEM);
        var progress = runs.progress(run.id());
        while (progress.run().state() == MailingRun.State.PLANNING || progress.done() < progress.customers()) {
            Thread.sleep(100);
            progress = runs.progress(run.id());
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static void clear(DataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set referential_integrity false");
            for (var table : RunRows.TABLES) {
                statement.execute("truncate table " + table);
            }
            statement.execute("set referential_integrity true");
            statement.execute("checkpoint");
        }
    }

    /** Everything the run has written, once more, as fast as JDBC can. */
    private static Duration writeBack(DataSource dataSource) throws SQLException {
        var rows = new LinkedHashMap<String, List<Object[]>>();
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            for (var table : RunRows.TABLES) {
                try (var row = statement.executeQuery("select * from " + table)) {
                    int width = row.getMetaData().getColumnCount();
                    var found = new ArrayList<Object[]>();
                    while (row.next()) {
                        var values = new Object[width];
                        for (int i = 0; i < width; i++) {
                            values[i] = row.getObject(i + 1) instanceof java.sql.Clob
                                    ? row.getString(i + 1)
                                    : row.getObject(i + 1);
                        }
                        found.add(values);
                    }
                    rows.put(table, found);
                }
            }
        }
        clear(dataSource);
        long began = System.nanoTime();
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            for (var table : rows.entrySet()) {
                insert(connection, table.getKey(), table.getValue());
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static void insert(java.sql.Connection connection, String table, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        var marks = "?" + ", ?".repeat(rows.get(0).length - 1);
        var identity = table.equals("audit_record") ? " overriding system value" : "";
        try (var statement =
                connection.prepareStatement("insert into " + table + identity + " values (" + marks + ")")) {
            for (int i = 0; i < rows.size(); i++) {
                for (int column = 0; column < rows.get(i).length; column++) {
                    statement.setObject(column + 1, rows.get(i)[column]);
                }
                statement.addBatch();
                if (i % BATCH == BATCH - 1) {
                    statement.executeBatch();
                    connection.commit();
                }
            }
            statement.executeBatch();
        }
    }
}
