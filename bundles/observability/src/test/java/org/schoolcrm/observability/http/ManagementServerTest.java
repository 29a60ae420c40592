package org.schoolcrm.observability.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.observability.health.HealthMonitor;
import org.schoolcrm.observability.health.ScriptedChecks;
import org.schoolcrm.observability.metrics.Metrics;
import org.schoolcrm.observability.metrics.QueueGauges;
import org.schoolcrm.runtime.testkit.SettableClock;

/** Over a real socket, as a supervisor and Prometheus ask. */
class ManagementServerTest {

    private final ScriptedChecks checks = new ScriptedChecks().finds("database", Status.OK, "answers \"well\"");
    private final HealthMonitor monitor = new HealthMonitor(checks);
    private final Metrics metrics =
            new Metrics(monitor, new QueueGauges(List.of(), new SettableClock("2026-09-01T09:00:00Z")));
    private ManagementServer server = new ManagementServer("127.0.0.1:0", new ManagementPages(monitor, metrics));

    @AfterEach
    void end() {
        server.close();
        monitor.close();
        metrics.close();
    }

    @Test
    void each_question_has_an_address_and_the_answer_its_detail() {
        monitor.start();
        server.start();
        await().untilAsserted(
                        () -> assertThat(get("/health/ready").statusCode()).isEqualTo(200));

        assertThat(get("/health/ready").body())
                .isEqualTo("{\"tag\":\"ready\",\"status\":\"OK\",\"checks\":[{\"name\":\"database\",\"status\":\"OK\","
                        + "\"messages\":[\"answers \\\"well\\\"\"],\"millis\":5,\"at\":\"1970-01-01T00:00:00Z\"}]}\n");
        assertThat(get("/health/ready").headers().firstValue("Content-Type")).contains("application/json");
        for (var path : new String[] {"/health/live", "/health/startup", "/health/business"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(get("/health").statusCode()).isEqualTo(404);
        assertThat(get("/health/ready/").statusCode()).isEqualTo(404);
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void a_node_that_is_not_ready_says_so_by_its_status_and_is_alive() {
        checks.hangs("database");
        server.start();

        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void metrics_are_text_for_prometheus() {
        metrics.start();
        server.start();

        var answer = get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).contains("jvm_memory_used_bytes{", "process_uptime_seconds ");
    }

    @Test
    void nobody_changes_anything_here() {
        server.start();

        assertThat(send("POST", "/health/ready").statusCode()).isEqualTo(405);
        assertThat(send("HEAD", "/health/live").statusCode()).isEqualTo(200);
        assertThat(send("HEAD", "/health/live").body()).isEmpty();
    }

    @Test
    void an_address_that_is_taken_is_tried_until_it_is_free() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.close();
            server = new ManagementServer("127.0.0.1:" + other.getLocalPort(), new ManagementPages(monitor, metrics));
            server.start();
            assertThat(server.port()).isZero();
        }
        await().untilAsserted(() -> assertThat(get("/health/live").statusCode()).isEqualTo(200));
    }

    @Test
    void without_an_address_there_is_no_server() {
        server.close();
        server = new ManagementServer(" ", new ManagementPages(monitor, metrics));
        server.start();

        assertThat(server.port()).isZero();
    }

    private HttpResponse<String> get(String path) {
        return send("GET", path);
    }

    private HttpResponse<String> send(String method, String path) {
        try {
            var address = URI.create("http://127.0.0.1:" + server.port() + path);
            var request = HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody());
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
