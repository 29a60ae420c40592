package org.schoolcrm.itests.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** All rows that a run writes, kept in files and written back by COPY with the same indexes and keys: the limit. */
record RunRows(DataSource dataSource, Path folder) {

    static final List<String> TABLES =
            List.of("invoice", "message", "run_entry", "run_page", "audit_record", "customer_lock");

    /** What the tables hold now. */
    void dump() throws SQLException, IOException {
        Files.createDirectories(folder);
        try (var connection = dataSource.getConnection()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (var table : TABLES) {
                try (var file = Files.newOutputStream(file(table))) {
                    copy.copyOut("copy " + table + " to stdout (format binary)", file);
                }
            }
        }
    }

    /** Empty tables, and nothing left over for the next part to pay for. */
    void clear() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate " + String.join(", ", TABLES) + " cascade");
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }

    /** How long it takes to write them into empty tables in one transaction. */
    Duration copyBack() throws SQLException, IOException {
        clear();
        try (var connection = dataSource.getConnection()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            long began = System.nanoTime();
            connection.setAutoCommit(false);
            for (var table : TABLES) {
                try (var file = Files.newInputStream(file(table))) {
                    copy.copyIn("copy " + table + " from stdin (format binary)", file, 1 << 16);
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    /** A wrong run has failed, however fast it was. */
    void check(int customers, long due) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery("select (select count(*) from invoice),"
                        + " (select count(distinct token_hash) from invoice), (select count(*) from message),"
                        + " (select count(*) from run_entry where outcome = 'BILLED'),"
                        + " (select sum(amount) from invoice), (select sum(amount) from run_entry)")) {
            found.next();
            for (int column = 1; column <= 4; column++) {
                require(customers, found.getLong(column));
            }
            require(due, found.getLong(5));
            require(due, found.getLong(6));
        }
    }

    private static void require(long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException("The run was wrong, however fast: " + found + " for " + expected);
        }
    }

    private Path file(String table) {
        return folder.resolve(table + ".rows");
    }
}
