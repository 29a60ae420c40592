package org.schoolcrm.observability.metrics;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.hc.api.Result.Status;
import org.schoolcrm.observability.health.HealthMonitor;
import org.schoolcrm.observability.health.HealthTag;
import org.schoolcrm.runtime.spi.MeterListener;

/** Everything that this node measures, in Micrometer's registry for Prometheus. */
public final class Metrics implements MeterListener, AutoCloseable {

    /** Whatever goes wrong with labels, a node does not fill Prometheus. */
    private static final int MOST = 2000;

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(10)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final MultiGauge healthStatus;
    private final HealthMonitor health;
    private final QueueGauges queues;

    public Metrics(HealthMonitor health, QueueGauges queues) {
        this.health = health;
        this.queues = queues;
        registry.config().meterFilter(MeterFilter.maximumAllowableMetrics(MOST));
        healthStatus = MultiGauge.builder("crm.health.status")
                .description("What a health check has found: 0 green, 1 yellow, 2 red")
                .register(registry);
    }

    public void start() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        new PoolGauges().bindTo(registry);
        queues.start(registry);
    }

    @Override
    public void counted(long many, String what, List<String> labels) {
        registry.counter(what, labels.toArray(String[]::new)).increment((double) many);
    }

    @Override
    public void timed(Duration took, String what, List<String> labels) {
        Timer.builder(what)
                .tags(labels.toArray(String[]::new))
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
    }

    /** As text that Prometheus reads; it asks nobody and waits for nothing. */
    public String scrape() {
        var rows = new ArrayList<MultiGauge.Row<?>>();
        for (var tag : HealthTag.values()) {
            for (var finding : health.report(tag).findings()) {
                rows.add(MultiGauge.Row.of(
                        Tags.of("tag", tag.word(), "check", finding.check()), colour(finding.status())));
            }
        }
        healthStatus.register(rows, true);
        return registry.scrape();
    }

    private static int colour(Status status) {
        return switch (status) {
            case OK -> 0;
            case WARN -> 1;
            case TEMPORARILY_UNAVAILABLE, CRITICAL, HEALTH_CHECK_ERROR -> 2;
        };
    }

    @Override
    public void close() {
        queues.close();
        collections.close();
        registry.close();
    }
}
