package org.schoolcrm.observability.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.schoolcrm.observability.health.HealthReport.Finding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the checks executed again and again on threads of its own and keeps what they found, so that whoever asks waits for
 * nothing. A check that does not answer in time has failed, and is not begun again before it ends.
 */
public final class HealthMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);
    private static final int PATIENCE_MILLIS = 2000;
    /** What was found before is not believed for longer. */
    private static final long TRUSTED = Duration.ofSeconds(30).toNanos();

    private final HealthCheckExecutor executor;
    private final LongSupplier nanos;
    private final Map<HealthTag, Kept> kept = new ConcurrentHashMap<>();
    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(HealthTag.values().length, work -> {
                var thread = new Thread(work, "health-monitor");
                thread.setDaemon(true);
                return thread;
            });

    public HealthMonitor(HealthCheckExecutor executor) {
        this(executor, System::nanoTime);
    }

    HealthMonitor(HealthCheckExecutor executor, LongSupplier nanos) {
        this.executor = executor;
        this.nanos = nanos;
    }

    public void start() {
        for (var tag : HealthTag.values()) {
            var unused = threads.scheduleWithFixedDelay(
                    () -> ask(tag), 0, tag.period().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** As last found; a node that was up once has started for good. */
    public HealthReport report(HealthTag tag) {
        var last = kept.get(tag);
        boolean isBelieved = last != null && (tag == HealthTag.STARTUP || nanos.getAsLong() - last.at() < TRUSTED);
        return last != null && isBelieved ? last.report() : HealthReport.unknown(tag);
    }

    void ask(HealthTag tag) {
        var before = Optional.ofNullable(kept.get(tag)).map(Kept::report);
        if (tag == HealthTag.STARTUP && before.filter(HealthReport::isUp).isPresent()) {
            return;
        }
        var report = HealthReport.of(tag, findings(tag));
        kept.put(tag, new Kept(report, nanos.getAsLong()));
        tell(before.orElse(HealthReport.unknown(tag)).status(), report);
    }

    private List<Finding> findings(HealthTag tag) {
        try {
            var options = new HealthCheckExecutionOptions().setOverrideGlobalTimeout(PATIENCE_MILLIS);
            return executor.execute(HealthCheckSelector.tags(tag.word()), options).stream()
                    .map(HealthMonitor::finding)
                    .toList();
        } catch (RuntimeException e) {
            // A monitor that stopped at its first failure would go on telling what was found before
            LOG.debug("The checks '{}' were not executed", tag.word(), e);
            return List.of();
        }
    }

    private static Finding finding(HealthCheckExecutionResult result) {
        var said = result.getHealthCheckResult();
        var messages = StreamSupport.stream(said.spliterator(), false)
                .filter(entry -> !entry.isDebug())
                .map(ResultLog.Entry::getMessage)
                .toList();
        return new Finding(
                result.getHealthCheckMetadata().getName(),
                result.hasTimedOut() ? Status.CRITICAL : said.getStatus(),
                messages,
                result.getElapsedTimeInMs(),
                result.getFinishedAt().toInstant());
    }

    /** One line for each change. */
    private static void tell(Status before, HealthReport now) {
        if (before == now.status()) {
            return;
        }
        var reasons = now.findings().stream()
                .filter(finding -> finding.status() != Status.OK)
                .map(finding -> finding.check() + " " + finding.status())
                .toList();
        if (now.isUp()) {
            LOG.info("Health '{}' is {} {}", now.tag().word(), now.status(), reasons);
        } else {
            LOG.warn("Health '{}' is {} {}", now.tag().word(), now.status(), reasons);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private record Kept(HealthReport report, long at) {}
}
