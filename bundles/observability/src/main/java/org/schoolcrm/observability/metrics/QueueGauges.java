package org.schoolcrm.observability.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.spi.Backlog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long queues are and how old, asked of the database now and then by a thread of its own, however often somebody reads it.
 * While the database does not tell, there are no figures rather than old ones.
 */
public final class QueueGauges implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueueGauges.class);
    private static final int PERIOD_SECONDS = 10;

    private final List<Backlog> queues;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        var asker = new Thread(work, "queue-gauges");
        asker.setDaemon(true);
        return asker;
    });

    /** Over a list that follows the queues. */
    public QueueGauges(List<Backlog> queues, Clock clock) {
        this.queues = queues;
        this.clock = clock;
    }

    void start(MeterRegistry registry) {
        var entries = MultiGauge.builder("crm.queue.entries")
                .description("What is due in a queue, the same for every node")
                .register(registry);
        var ages = MultiGauge.builder("crm.queue.age")
                .description("How long the first of it has been due")
                .baseUnit("seconds")
                .register(registry);
        var unused = thread.scheduleWithFixedDelay(() -> ask(entries, ages), 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    void ask(MultiGauge entries, MultiGauge ages) {
        var many = new ArrayList<Row<?>>();
        var old = new ArrayList<Row<?>>();
        try {
            for (var queue : queues) {
                var waiting = queue.waiting();
                var labels = Tags.of("queue", queue.queue());
                many.add(Row.of(labels, waiting.entries()));
                old.add(Row.of(labels, age(waiting)));
            }
        } catch (RuntimeException e) {
            // The database or a queue is away, which health tells; an asker that stopped would tell old figures for
            // ever
            LOG.debug("The queues could not be asked", e);
        }
        entries.register(many, true);
        ages.register(old, true);
    }

    private double age(Backlog.Waiting waiting) {
        var oldest = waiting.oldest();
        return oldest == null ? 0 : Duration.between(oldest, clock.now()).toMillis() / 1000.0;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
