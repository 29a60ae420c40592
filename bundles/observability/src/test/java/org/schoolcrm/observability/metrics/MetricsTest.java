package org.schoolcrm.observability.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.observability.health.HealthMonitor;
import org.schoolcrm.observability.health.HealthTag;
import org.schoolcrm.observability.health.ScriptedChecks;
import org.schoolcrm.runtime.spi.Backlog;
import org.schoolcrm.runtime.testkit.SettableClock;

/** What Prometheus reads: named as it wants, few series, current figures or none. */
class MetricsTest {

    private final ScriptedChecks checks = new ScriptedChecks();
    private final HealthMonitor monitor = new HealthMonitor(checks);
    private final SettableClock clock = new SettableClock("2026-09-01T09:00:00Z");
    private final List<Backlog> queues = new ArrayList<>();
    private final Metrics metrics = new Metrics(monitor, new QueueGauges(queues, clock));

    @AfterEach
    void end() {
        metrics.close();
        monitor.close();
    }

    @Test
    void what_is_counted_and_timed_has_the_names_of_prometheus() {
        metrics.counted(2, "crm.invoices", List.of("event", "created"));
        metrics.counted(1, "crm.invoices", List.of("event", "created"));
        metrics.timed(
                Duration.ofMillis(70), "crm.http", List.of("edge", "webhooks", "resource", "other", "status", "2xx"));

        assertThat(metrics.scrape())
                .contains("crm_invoices_total{event=\"created\"} 3.0")
                .contains("crm_http_seconds_count{edge=\"webhooks\",resource=\"other\",status=\"2xx\"} 1")
                .contains("crm_http_seconds_bucket{edge=\"webhooks\",resource=\"other\",status=\"2xx\",le=\"0.05\"} 0")
                .contains("crm_http_seconds_bucket{edge=\"webhooks\",resource=\"other\",status=\"2xx\",le=\"0.1\"} 1");
    }

    @Test
    void labels_without_end_do_not_fill_prometheus() {
        for (int i = 0; i < 10_000; i++) {
            metrics.counted(1, "crm.webhooks", List.of("provider", "invented-" + i, "outcome", "refused"));
        }

        assertThat(metrics.scrape().lines()).hasSizeLessThan(2_100);
    }

    @Test
    void health_is_a_colour_for_each_check_and_follows_it() {
        checks.finds("database", Status.OK, "").finds("disk", Status.WARN, "").finds("banks", Status.CRITICAL, "");
        monitor.start();
        await().until(() -> monitor.report(HealthTag.BUSINESS).findings().size() == 3);

        assertThat(metrics.scrape())
                .contains("crm_health_status{check=\"database\",tag=\"business\"} 0.0")
                .contains("crm_health_status{check=\"disk\",tag=\"business\"} 1.0")
                .contains("crm_health_status{check=\"banks\",tag=\"business\"} 2.0");

        checks.finds("banks", Status.OK, "");
        await().untilAsserted(() ->
                assertThat(metrics.scrape()).contains("crm_health_status{check=\"banks\",tag=\"ready\"} 0.0"));
    }

    @Test
    void a_pool_is_asked_where_management_knows_it() throws Exception {
        metrics.start();
        assertThat(metrics.scrape()).contains("crm_pool_active NaN");
        var management = ManagementFactory.getPlatformMBeanServer();
        var name = new ObjectName(PoolGauges.POOLS.replace("*", "name=crm"));

        management.registerMBean(new Pool(), name);
        try {
            assertThat(metrics.scrape()).contains("crm_pool_active 3.0", "crm_pool_idle 2.0", "crm_pool_waiters 1.0");
        } finally {
            management.unregisterMBean(name);
        }
    }

    @Test
    void queues_are_asked_by_nobody_who_reads() {
        var messages = new Queue();
        queues.add(messages);
        metrics.start();
        await().untilAsserted(() -> assertThat(metrics.scrape())
                .contains(
                        "crm_queue_entries{queue=\"messages\"} 3.0", "crm_queue_age_seconds{queue=\"messages\"} 90.0"));

        metrics.scrape();
        metrics.scrape();

        assertThat(messages.asked).isEqualTo(1);
    }

    /** As management wants it. */
    public interface PoolMBean {

        int getNumActive();

        int getNumIdle();

        int getNumWaiters();
    }

    private static final class Pool implements PoolMBean {

        @Override
        public int getNumActive() {
            return 3;
        }

        @Override
        public int getNumIdle() {
            return 2;
        }

        @Override
        public int getNumWaiters() {
            return 1;
        }
    }

    private final class Queue implements Backlog {

        private int asked;

        @Override
        public String queue() {
            return "messages";
        }

        @Override
        public Waiting waiting() {
            asked++;
            Instant since = clock.now().minusSeconds(90);
            return new Waiting(3, since);
        }
    }
}
