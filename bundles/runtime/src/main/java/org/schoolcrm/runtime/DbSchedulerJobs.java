package org.schoolcrm.runtime;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs as rows of db-scheduler: one scheduler per node, one generic task, handlers found by kind when a job is due.
 *
 * <p>Planning writes the row itself, because the library answers a duplicate by catching the unique violation, which
 * would break the caller's transaction on PostgreSQL.
 */
public final class DbSchedulerJobs implements Jobs, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DbSchedulerJobs.class);

    private static final String TASK = "job";
    private static final Duration HANDLER_ABSENT = Duration.ofSeconds(3);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final int DOUBLINGS = 7;
    /** Jobs that a node has fetched per thread: it fetches below the first, up to the second. */
    private static final int FETCH_BELOW = 1;

    private static final int FETCH_UP_TO = 2;

    private static final Duration NEVER = Duration.ofDays(36_500);

    private final Jdbi jdbi;
    private final Transactions transactions;
    private final Clock clock;
    private final List<JobHandler> handlers;
    private final Scheduler scheduler;

    /** Starts working at once; the handlers may come and go while it does. */
    public DbSchedulerJobs(
            OwnTables tables, Transactions transactions, Clock clock, List<JobHandler> handlers, int threads) {
        this(tables, transactions, clock, handlers, task -> scheduler(tables, task, threads));
        scheduler.start();
    }

    private DbSchedulerJobs(
            OwnTables tables,
            Transactions transactions,
            Clock clock,
            List<JobHandler> handlers,
            Function<Task<Void>, Scheduler> scheduler) {
        this.jdbi = tables.jdbi();
        this.transactions = transactions;
        this.clock = clock;
        this.handlers = handlers;
        var task = Tasks.custom(TASK, Void.class)
                .onFailure(this::tryAgainLater)
                .onDeadExecution(this::revive)
                .execute((job, context) -> perform(job));
        this.scheduler = scheduler.apply(task);
    }

    /** Jobs that are done when the caller lets the scheduler do them, for tests that decide about time themselves. */
    public static DbSchedulerJobs stepped(
            OwnTables tables,
            Transactions transactions,
            Clock clock,
            List<JobHandler> handlers,
            Function<Task<Void>, Scheduler> scheduler) {
        return new DbSchedulerJobs(tables, transactions, clock, handlers, scheduler);
    }

    private static Scheduler scheduler(OwnTables tables, Task<Void> task, int threads) {
        var builder = Scheduler.create(tables.dataSource(), task)
                .schedulerName(new SchedulerName.Hostname())
                .threads(threads)
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(Duration.ofSeconds(8))
                .missedHeartbeatsLimit(4)
                .deleteUnresolvedAfter(NEVER)
                .shutdownMaxWait(Duration.ofSeconds(10));
        if (Dialect.of(tables.dataSource()).skipsLockedRows()) {
            builder.pollUsingLockAndFetch(FETCH_BELOW, FETCH_UP_TO);
        }
        return builder.build();
    }

    @Override
    public void schedule(JobId job, Instant at) {
        jdbi.useHandle(handle -> {
            int planned = handle.createUpdate("insert into scheduled_tasks"
                            + " (task_name, task_instance, execution_time, picked, version)"
                            + " values ('job', :id, :at, false, 1) on conflict do nothing")
                    .bind("id", job.toString())
                    .bind("at", at)
                    .execute();
            if (planned == 0) {
                handle.createUpdate("update scheduled_tasks set execution_time = :at, version = version + 1"
                                + " where task_name = 'job' and task_instance = :id"
                                + " and picked = false and execution_time > :at")
                        .bind("id", job.toString())
                        .bind("at", at)
                        .execute();
            }
        });
        if (!at.isAfter(clock.now())) {
            transactions.afterCommit(scheduler::triggerCheckForDueExecutions);
        }
    }

    @Override
    public void cancel(JobId job) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from scheduled_tasks where task_name = 'job'"
                        + " and task_instance = :id and picked = false")
                .bind("id", job.toString())
                .execute());
    }

    @Override
    public void close() {
        scheduler.stop();
    }

    private CompletionHandler<Void> perform(TaskInstance<Void> instance) {
        var job = JobId.parse(instance.getId());
        var handler =
                handlers.stream().filter(one -> one.kind().equals(job.kind())).findFirst();
        if (handler.isEmpty()) {
            return (complete, operations) ->
                    operations.reschedule(complete, clock.now().plus(HANDLER_ABSENT));
        }
        var again = handler.get().run(job.key()).again();
        return again == null
                ? new CompletionHandler.OnCompleteRemove<>()
                : (complete, operations) -> operations.reschedule(complete, again);
    }

    /** The library would take the time from the machine, not from the clock that planned the job. */
    private void revive(ExecutionComplete dead, ExecutionOperations<Void> operations) {
        LOG.warn(
                "Job {} was dropped by its node and is run again",
                dead.getExecution().taskInstance.getId());
        operations.reschedule(dead, clock.now());
    }

    private void tryAgainLater(ExecutionComplete failed, ExecutionOperations<Void> operations) {
        int doublings = Math.min(failed.getExecution().consecutiveFailures, DOUBLINGS);
        var again = clock.now().plus(FIRST_RETRY.multipliedBy(1L << doublings));
        var job = failed.getExecution().taskInstance.getId();
        LOG.warn(
                "Job {} failed and is tried again at {}",
                job,
                again,
                failed.getCause().orElse(null));
        operations.reschedule(failed, again);
    }
}
