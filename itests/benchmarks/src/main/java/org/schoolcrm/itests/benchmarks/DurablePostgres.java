package org.schoolcrm.itests.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** A PostgreSQL server of the benchmark's own that keeps what it has committed, as in earnest. */
final class DurablePostgres implements AutoCloseable {

    private final EmbeddedPostgres server;

    DurablePostgres() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("checkpoint_timeout", "1h")
                .start();
    }

    TestDatabase freshDatabase() throws SQLException {
        var database = TestDatabase.postgres(server);
        for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            try (var connection = database.dataSource().getConnection();
                    var statement = connection.createStatement();
                    var answer = statement.executeQuery("show " + setting)) {
                answer.next();
                if (!answer.getString(1).equals("on")) {
                    throw new IllegalStateException(setting + " is off: the figures would mean nothing");
                }
            }
        }
        return database;
    }

    /** Nothing left over from before for the next part to pay for. */
    static void settle(DataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
