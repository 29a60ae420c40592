package org.schoolcrm.runtime.testkit;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.spi.JobHandler;

/** Jobs that run when the test says so, on the test's own thread. */
public final class FakeJobs implements Jobs {

    private final Clock clock;
    private final Map<JobId, Instant> planned = new ConcurrentHashMap<>();

    public FakeJobs(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void schedule(JobId job, Instant at) {
        planned.merge(job, at, (was, now) -> now.isBefore(was) ? now : was);
    }

    @Override
    public void cancel(JobId job) {
        planned.remove(job);
    }

    public Map<JobId, Instant> planned() {
        return Map.copyOf(planned);
    }

    /** Runs what is due, earliest first, until nothing is; a job without a handler stays. */
    public void runDue(List<? extends JobHandler> handlers) {
        for (var next = due(handlers); next.isPresent(); next = due(handlers)) {
            var job = next.get();
            planned.remove(job);
            var outcome = handlerOf(job, handlers).orElseThrow().run(job.key());
            if (outcome.again() != null) {
                schedule(job, outcome.again());
            }
        }
    }

    private Optional<JobId> due(List<? extends JobHandler> handlers) {
        return planned.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(clock.now()))
                .filter(entry -> handlerOf(entry.getKey(), handlers).isPresent())
                .min(Map.Entry.<JobId, Instant>comparingByValue()
                        .thenComparing(Comparator.comparing(e -> e.getKey().toString())))
                .map(Map.Entry::getKey);
    }

    private static Optional<? extends JobHandler> handlerOf(JobId job, List<? extends JobHandler> handlers) {
        return handlers.stream().filter(one -> one.kind().equals(job.kind())).findFirst();
    }
}
