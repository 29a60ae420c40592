package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolcrm.itests.karaf.ExamContainer.Exam;

/** What the archive that ships tells of its health, to operators and to load balancers. */
@ExtendWith(ExamContainer.class)
class HealthIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Exam karaf;

    HealthIT(Exam karaf) {
        this.karaf = karaf;
    }

    @Test
    void the_management_address_tells_what_was_found() {
        await().untilAsserted(
                        () -> assertThat(managed("/health/ready").statusCode()).isEqualTo(200));

        assertThat(found("/health/live")).containsOnlyKeys("deadlock");
        assertThat(found("/health/ready"))
                .containsOnlyKeys("database", "tables", "keys", "edges")
                .allSatisfy((check, status) -> assertThat(status).as(check).isEqualTo("OK"));
        assertThat(managed("/health/startup").statusCode()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(found("/health/business"))
                .containsKeys("attention", "banks", "certificates", "channels", "clock", "crm", "disk", "queues")
                .containsEntry("clock", "OK")
                .containsEntry("crm", "OK")
                .containsEntry("banks", "OK")
                .containsEntry("queues", "OK"));
    }

    @Test
    void the_public_address_tells_whether_the_node_is_ready_and_nothing_more() {
        await().untilAsserted(
                        () -> assertThat(inPublic("/health/ready").statusCode()).isEqualTo(200));

        assertThat(inPublic("/health/ready").body()).isEqualTo("ready\n");
        for (var path :
                new String[] {"/health/live", "/health/business", "/health/ready/x", "/metrics", "/system/health"}) {
            assertThat(inPublic(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void a_node_without_an_edge_is_not_ready_and_is_ready_again_by_itself() {
        await().untilAsserted(
                        () -> assertThat(inPublic("/health/ready").statusCode()).isEqualTo(200));
        karaf.operator().stop("pay-page");
        try {
            await().atMost(AT_ONCE)
                    .untilAsserted(() -> assertThat(found("/health/ready")).containsEntry("edges", "CRITICAL"));
            assertThat(inPublic("/health/ready").statusCode()).isEqualTo(503);
            assertThat(managed("/health/live").statusCode()).isEqualTo(200);
            assertThat(managed("/health/startup").statusCode())
                    .as("it has started")
                    .isEqualTo(200);
        } finally {
            karaf.operator().start("pay-page");
        }
        await().atMost(AT_ONCE)
                .untilAsserted(
                        () -> assertThat(inPublic("/health/ready").statusCode()).isEqualTo(200));
    }

    private Map<String, String> found(String path) {
        try {
            var statuses = new TreeMap<String, String>();
            for (var check : new ObjectMapper().readTree(managed(path).body()).get("checks")) {
                statuses.put(check.get("name").textValue(), check.get("status").textValue());
            }
            return statuses;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> managed(String path) {
        return get(karaf.management().resolve(path));
    }

    private HttpResponse<String> inPublic(String path) {
        return get(karaf.home().resolve(path));
    }

    private HttpResponse<String> get(URI address) {
        try {
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
