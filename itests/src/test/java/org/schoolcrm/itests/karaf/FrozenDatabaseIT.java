package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** A database that stands still, which is worse than one that is gone: nobody is refused, everybody waits. */
class FrozenDatabaseIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(10);
    private static final KarafProcess KARAF = new KarafProcess("frozen-database");

    @AfterAll
    static void end() {
        KARAF.close();
    }

    @Test
    void a_node_is_not_ready_within_ten_seconds_answers_all_the_while_and_is_ready_again() throws Exception {
        try (var server = EmbeddedPostgres.start()) {
            KARAF.set("CRM_DB_DRIVER", "PostgreSQL JDBC Driver")
                    .set("CRM_DB_URL", TestDatabase.postgres(server).url())
                    .set("CRM_DB_USER", "postgres")
                    .start();
            await().untilAsserted(() ->
                    assertThat(status(KARAF.home(), "/health/ready")).isEqualTo(200));
            long postmaster = postmaster(server);
            signal("STOP", postmaster);
            try {
                await().atMost(AT_ONCE)
                        .untilAsserted(() -> assertThat(status(KARAF.home(), "/health/ready"))
                                .isEqualTo(503));
                assertThat(status(KARAF.management(), "/health/ready")).isEqualTo(503);
                assertThat(status(KARAF.management(), "/health/live")).isEqualTo(200);
                assertThat(status(KARAF.management(), "/health/startup")).isEqualTo(200);
            } finally {
                signal("CONT", postmaster);
            }
            await().atMost(AT_ONCE)
                    .untilAsserted(() ->
                            assertThat(status(KARAF.home(), "/health/ready")).isEqualTo(200));
        }
    }

    /** No answer takes longer than this, whatever the database does. */
    private static int status(URI node, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(node.resolve(path)).timeout(Duration.ofSeconds(2));
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    /** To every process of the server; one that has ended meanwhile needs none. */
    private static void signal(String name, long server) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kill", "-" + name));
        var postmaster = ProcessHandle.of(server).orElseThrow();
        Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .map(process -> Long.toString(process.pid()))
                .forEach(command::add);
        new ProcessBuilder(command).start().waitFor();
    }

    /** The server says itself which process it is, before it stands still. */
    private static long postmaster(EmbeddedPostgres server) throws IOException, SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("show data_directory")) {
            row.next();
            return Long.parseLong(Files.readAllLines(Path.of(row.getString(1), "postmaster.pid"))
                    .get(0));
        }
    }
}
