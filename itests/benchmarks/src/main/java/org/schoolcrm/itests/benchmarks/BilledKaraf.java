package org.schoolcrm.itests.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;
import org.schoolcrm.itests.karaf.Browser;
import org.schoolcrm.itests.karaf.KarafProcess;
import org.schoolcrm.runtime.testkit.TestDatabase;

/**
 * The archive that ships, as it ships, with a school of so many customers on a durable PostgreSQL. There is no channel,
 * so that a run ends with its messages written.
 */
final class BilledKaraf implements AutoCloseable {

    private static final long LOOK_AGAIN = 5_000_000;

    private final TestDatabase database;
    private final KarafProcess karaf;
    private final long postmaster;
    private final int customers;
    private final long due;
    private final String mailing;

    /** What a run took: of the clock, and of the processors in Karaf and in the database. */
    record Run(Duration time, long karafCpuMillis, long databaseCpuMillis) {

        long cpuMillis() {
            return karafCpuMillis + databaseCpuMillis;
        }
    }

    BilledKaraf(DurablePostgres server, int customers) throws SQLException {
        this.customers = customers;
        database = server.freshDatabase();
        postmaster = Usage.postmaster(database.dataSource());
        karaf = new KarafProcess("run-" + customers)
                .set("CRM_DB_DRIVER", "PostgreSQL JDBC Driver")
                .set("CRM_DB_URL", database.url())
                .set("CRM_DB_USER", "postgres")
                .set("CRM_DEMO_CUSTOMERS", "0")
                .start();
        karaf.operator().stop("channel-email");
        var school = new PlainSchool(database.dataSource(), customers);
        school.open(LocalDate.now(ZoneOffset.UTC));
        due = school.due();
        mailing = mailing();
    }

    RunRows rows(Path folder) {
        return new RunRows(database.dataSource(), folder);
    }

    /** From the request at the API to the commit of the last row, and right, into empty tables. */
    Run run() throws SQLException {
        var rows = rows(Path.of("unused"));
        rows.clear();
        var admin = admin();
        long karafBefore = Usage.cpuMillis(karaf.pid());
        long databaseBefore = Usage.cpuMillisOfServer(postmaster);
        long began = System.nanoTime();
        var run = admin.post("mailings/" + mailing + "/runs", "{}").get("id").asLong();
        awaitWritten(run);
        var took = Duration.ofNanos(System.nanoTime() - began);
        var result = new Run(
                took, Usage.cpuMillis(karaf.pid()) - karafBefore, Usage.cpuMillisOfServer(postmaster) - databaseBefore);
        rows.check(customers, due);
        return result;
    }

    long peakKilobytes() throws IOException {
        return Usage.peakKilobytes(karaf.pid());
    }

    TestDatabase database() {
        return database;
    }

    long postmaster() {
        return postmaster;
    }

    long due() {
        return due;
    }

    @Override
    public void close() {
        karaf.close();
        database.close();
    }

    private Browser admin() {
        return new Browser(karaf.home()).logIn("admin");
    }

    /** The demo's own mailing, but for the rest of this month and the next. */
    private String mailing() {
        var settings =
                (ObjectNode) admin().read("mailings?branch=1").at("/items/0").get("settings");
        ((ObjectNode) settings.get("what")).put("periodKind", "NEXT");
        return admin().post("mailings", "{\"branch\":1,\"settings\":" + settings + "}")
                .get("id")
                .asText();
    }

    /** By one connection: opening one for every look would cost more than the look. */
    private void awaitWritten(long run) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var question = connection.prepareStatement(
                        "select r.state <> 'PLANNING' and not exists (select 1 from run_page p"
                                + " where p.run_id = r.id and p.done is null) from mailing_run r where r.id = "
                                + run)) {
            while (!isTrue(question)) {
                LockSupport.parkNanos(LOOK_AGAIN);
            }
        }
    }

    private static boolean isTrue(PreparedStatement question) throws SQLException {
        try (var row = question.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }
}
