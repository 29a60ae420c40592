package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolcrm.itests.karaf.ExamContainer.Exam;

/** What Prometheus reads from the archive that ships. */
@ExtendWith(ExamContainer.class)
class MetricsIT {

    private static final Pattern LABEL = Pattern.compile("[a-z_]+=\"([^\"]*)\"");

    private final Exam karaf;

    MetricsIT(Exam karaf) {
        this.karaf = karaf;
    }

    @Test
    void what_is_done_is_counted_and_timed_in_few_series() {
        var admin = karaf.browser().logIn("admin");
        admin.post(
                "invoices",
                "{\"branch\":1,\"customer\":1,\"method\":\"MANUAL\",\"amount\":{\"amount\":700,\"currency\":\"RUB\"},"
                        + "\"earlier\":\"KEEP\"}");
        assertThat(admin.get("/crm/api/v1/invented-" + System.nanoTime()).statusCode())
                .isEqualTo(404);

        await().untilAsserted(() -> assertThat(scrape())
                .contains("crm_invoices_total{event=\"created\"}")
                .contains("crm_http_seconds_count{edge=\"crm-api\",resource=\"invoices\",status=\"2xx\"}")
                .contains("crm_queue_age_seconds{queue=\"messages\"}")
                .contains("crm_health_status{check=\"database\",tag=\"ready\"} 0.0")
                .containsPattern("crm_pool_active \\d")
                .contains("jvm_memory_used_bytes{", "jvm_gc_pause_seconds_count{", "process_cpu_usage "));
        assertThat(scrape()).doesNotContain("invented");
        assertThat(scrape().lines()).hasSizeLessThan(1_000);
    }

    @Test
    void no_label_is_a_number_or_an_address() {
        var labels = LABEL.matcher(scrape()).results().map(found -> found.group(1));

        assertThat(labels)
                .isNotEmpty()
                .allSatisfy(
                        label -> assertThat(label).doesNotContain("@", "://").doesNotMatch("\\d{3,}"));
    }

    private String scrape() {
        try {
            var request = HttpRequest.newBuilder(karaf.management().resolve("/metrics"));
            return HttpClient.newHttpClient()
                    .send(request.build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
