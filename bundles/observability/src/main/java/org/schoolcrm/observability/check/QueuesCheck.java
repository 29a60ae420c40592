package org.schoolcrm.observability.check;

import java.time.Duration;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.spi.Backlog;

/** Whether queues are worked off: jobs, messages, credits, calls, events. */
public final class QueuesCheck extends Check {

    private final List<Backlog> queues;
    private final Clock clock;
    private final Duration late;
    private final Duration stuck;

    /** Over a list that follows the queues; how many seconds the first entry of one may wait. */
    public QueuesCheck(List<Backlog> queues, Clock clock, int lateSeconds, int stuckSeconds) {
        super(Result.Status.WARN);
        this.queues = queues;
        this.clock = clock;
        this.late = Duration.ofSeconds(lateSeconds);
        this.stuck = Duration.ofSeconds(stuckSeconds);
    }

    @Override
    void look(FormattingResultLog log) {
        if (queues.isEmpty()) {
            log.warn("No queue is there");
        }
        var now = clock.now();
        for (var queue : queues) {
            var waiting = queue.waiting();
            var oldest = waiting.oldest();
            var age = oldest == null ? Duration.ZERO : Duration.between(oldest, now);
            var words = queue.queue() + ": " + waiting.entries() + " due, the first for " + age.toSeconds() + " s";
            if (age.compareTo(stuck) > 0) {
                log.critical(words);
            } else if (age.compareTo(late) > 0) {
                log.warn(words);
            } else {
                log.info(words);
            }
        }
    }
}
