package org.schoolcrm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.spi.Backlog;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

@OnBothDatabases
class JobsTest {

    private static final int PATIENCE = 30;

    private final SystemClock clock = new SystemClock();
    private final List<JobHandler> handlers = new CopyOnWriteArrayList<>();
    private final JtaTransactions transactions;
    private final Jdbi jdbi;
    private final DbSchedulerJobs jobs;
    private final JobBacklog backlog;

    JobsTest(TestDatabase database) {
        var columns = new InstantColumns();
        var tables = new OwnTables(database.dataSource(), new FlywayMigrations(database.dataSource()), columns);
        transactions = new JtaTransactions(database.transactionManager());
        jdbi = Jdbi.create(database.dataSource()).installPlugin(columns);
        jobs = new DbSchedulerJobs(tables, transactions, clock, handlers, 2);
        backlog = new JobBacklog(tables);
    }

    @AfterEach
    void stop() {
        jobs.close();
    }

    @Test
    void runs_a_job_once_its_transaction_has_committed() throws InterruptedException {
        var done = handler("greet", key -> JobOutcome.done());

        transactions.run(() -> jobs.schedule(new JobId("greet", "anna"), clock.now()));

        assertThat(done.poll(PATIENCE, TimeUnit.SECONDS)).isEqualTo("anna");
    }

    @Test
    void forgets_a_job_whose_transaction_was_rolled_back() {
        assertThatThrownBy(() -> transactions.run(() -> {
                    jobs.schedule(new JobId("greet", "nobody"), clock.now());
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(planned("greet/nobody")).isEmpty();
    }

    @Test
    void a_job_that_nobody_has_picked_waits_since_it_was_due() {
        var due = Instant.parse("2020-01-01T00:00:00Z");
        jdbi.useHandle(handle -> handle.execute("insert into scheduled_tasks"
                + " (task_name, task_instance, execution_time, picked, version) values"
                + " ('other', 'waits', timestamp with time zone '2020-01-01 00:00:00+00:00', false, 1),"
                + " ('other', 'picked', timestamp with time zone '2019-01-01 00:00:00+00:00', true, 1)"));

        assertThat(backlog.waiting()).isEqualTo(new Backlog.Waiting(1, due));

        jdbi.useHandle(handle -> handle.execute("delete from scheduled_tasks where task_name = 'other'"));
        assertThat(backlog.waiting().oldest()).isNotEqualTo(due);
    }

    @Test
    void keeps_one_job_per_id_and_brings_it_forward_without_harm_to_the_transaction() {
        var later = Instant.parse("2099-01-02T00:00:00Z");
        var sooner = Instant.parse("2099-01-01T00:00:00Z");
        var job = new JobId("greet", "once");

        transactions.run(() -> {
            jobs.schedule(job, later);
            jobs.schedule(job, sooner);
            jobs.schedule(job, later);
        });

        assertThat(planned("greet/once")).containsExactly(sooner);
        jobs.cancel(job);
        assertThat(planned("greet/once")).isEmpty();
    }

    @Test
    void gives_a_job_another_turn_when_its_handler_asks_for_one() throws InterruptedException {
        var turns = handler("count", key -> JobOutcome.again(clock.now()));

        jobs.schedule(new JobId("count", "sheep"), clock.now());

        assertThat(turns.poll(PATIENCE, TimeUnit.SECONDS)).isEqualTo("sheep");
        assertThat(turns.poll(PATIENCE, TimeUnit.SECONDS)).isEqualTo("sheep");
    }

    @Test
    void tries_a_failed_job_again() throws InterruptedException {
        var tries = new AtomicInteger();
        var done = handler("stumble", key -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("stumbled on purpose");
            }
            return JobOutcome.done();
        });

        jobs.schedule(new JobId("stumble", "twice"), clock.now());

        assertThat(done.poll(PATIENCE, TimeUnit.SECONDS)).isEqualTo("twice");
        assertThat(tries).hasValue(2);
    }

    @Test
    void keeps_a_job_waiting_while_nobody_can_do_it() throws InterruptedException {
        var witness = handler("witness", key -> JobOutcome.done());
        jobs.schedule(new JobId("absent", "patient"), clock.now());
        jobs.schedule(new JobId("witness", "saw it"), clock.now());
        assertThat(witness.poll(PATIENCE, TimeUnit.SECONDS)).isNotNull();

        var done = handler("absent", key -> JobOutcome.done());

        assertThat(done.poll(PATIENCE, TimeUnit.SECONDS)).isEqualTo("patient");
    }

    private BlockingQueue<String> handler(String kind, Function<String, JobOutcome> work) {
        var ran = new LinkedBlockingQueue<String>();
        handlers.add(new JobHandler() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public JobOutcome run(String key) {
                var outcome = work.apply(key);
                ran.add(key);
                return outcome;
            }
        });
        return ran;
    }

    private List<Instant> planned(String job) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select execution_time from scheduled_tasks where task_instance = ?")
                        .bind(0, job)
                        .mapTo(Instant.class)
                        .list());
    }
}
