package org.schoolcrm.itests.application;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.persistence.EntityManagerFactory;
import javax.servlet.Servlet;
import javax.sql.DataSource;
import javax.transaction.TransactionManager;
import org.schoolcrm.channel.api.ProviderAccounts;
import org.schoolcrm.channel.spi.ProviderTerms;
import org.schoolcrm.runtime.DbSchedulerJobs;
import org.schoolcrm.runtime.OwnTables;
import org.schoolcrm.runtime.SystemClock;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.testkit.FakeJobs;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;
import org.schoolcrm.runtime.testkit.TestJpa;

/** The demo school and the whole of billing on one database in one JVM, wired as in the container. */
public final class TestApplication implements AutoCloseable {

    private static final String SEED = "20260901";
    private static final String KEYRING = "test:" + Base64.getEncoder().encodeToString(new byte[32]);

    private static final List<String> ALL = List.of(
            "persistence",
            "forecast-core",
            "billing-core",
            "acquiring-core",
            "acquiring-sandbox",
            "mailing-core",
            "demo-content");

    private final Wiring wiring = new Wiring();
    private final Runnable closing;

    private TestApplication(TestDatabase database, DataSource dataSource) {
        this(database, dataSource, TestJpa.factory("billing", database, dataSource), true);
    }

    private TestApplication(TestDatabase database, DataSource dataSource, EntityManagerFactory units, boolean owned) {
        closing = owned ? units::close : () -> {};
        wiring.offer(DataSource.class, dataSource)
                .offer(TransactionManager.class, database.transactionManager())
                .offer(EntityManagerFactory.class, units);
    }

    /** With the real clock and the real jobs. */
    public static TestApplication live(TestDatabase database, int customers) {
        var application = new TestApplication(database, database.dataSource());
        application.start(customers, ALL);
        return application;
    }

    /** One that stands still: its clock shows the instant, and its jobs wait for {@link #work}. */
    public static TestApplication still(TestDatabase database, Instant now, int customers) {
        var statements = new StatementTap(database.dataSource());
        var clock = new SettableClock(now);
        var jobs = new FakeJobs(clock);
        var application = new TestApplication(database, statements);
        application
                .wiring
                .offer(StatementTap.class, statements)
                .offer(SettableClock.class, clock)
                .offer(FakeJobs.class, jobs)
                .standIn(SystemClock.class, clock)
                .standIn(DbSchedulerJobs.class, jobs);
        application.start(customers, ALL);
        return application;
    }

    /**
     * One whose jobs are rows, as in the container, and are done when {@link ManualScheduler} is told to.
     *
     * @param units the caller's, because they cost more to make than all the rest
     * @param changes what is not as in the container: services from outside, beans that others take the place of
     */
    public static TestApplication stepped(
            TestDatabase database,
            EntityManagerFactory units,
            SettableClock clock,
            int customers,
            List<String> bundles,
            Consumer<Wiring> changes) {
        var application = new TestApplication(database, database.dataSource(), units, false);
        application
                .wiring
                .offer(SettableClock.class, clock)
                .standIn(SystemClock.class, clock)
                .standIn(DbSchedulerJobs.class, arguments -> application.steppedJobs(database, clock, arguments));
        changes.accept(application.wiring);
        application.start(customers, bundles);
        return application;
    }

    @SuppressWarnings("unchecked")
    private Jobs steppedJobs(TestDatabase database, SettableClock clock, Object[] arguments) {
        return DbSchedulerJobs.stepped(
                (OwnTables) arguments[0],
                (Transactions) arguments[1],
                (Clock) arguments[2],
                (List<JobHandler>) arguments[3],
                task -> {
                    var time = new com.github.kagkarlsson.scheduler.testhelper.SettableClock() {
                        @Override
                        public Instant now() {
                            return clock.now();
                        }
                    };
                    var builder = TestHelper.createManualScheduler(database.dataSource(), task)
                            .clock(time);
                    builder.heartbeatInterval(Duration.ofSeconds(8)).missedHeartbeatsLimit(4);
                    var scheduler = builder.build();
                    wiring.offer(ManualScheduler.class, scheduler);
                    return scheduler;
                });
    }

    private void start(int customers, List<String> bundles) {
        wiring.start("runtime", Map.of("keyring", KEYRING));
        wiring.start("host-demo", Map.of("seed", SEED, "customers", String.valueOf(customers)));
        bundles.forEach(bundle -> wiring.start(bundle, Map.of()));
    }

    /** Starts one more bundle with its settings as they ship. */
    public TestApplication with(String bundle) {
        wiring.start(bundle, Map.of());
        return this;
    }

    /** Starts e-mail, with an account for all branches as the file of the mail server declares it. */
    public TestApplication withMail() {
        with("channel-email")
                .the(ProviderAccounts.class)
                .declare(
                        "org.schoolcrm.channel.email.cfg",
                        new ProviderAccounts.Declaration(
                                null,
                                "smtp",
                                "E-mail",
                                true,
                                Map.of("host", "localhost", "from", "Школа <billing@school.test>"),
                                ProviderTerms.USUAL));
        return this;
    }

    public <T> T the(Class<T> service) {
        return wiring.the(service);
    }

    /** Appears as the service of another bundle does. */
    public <T> void offer(Class<T> type, T service) {
        wiring.offer(type, service);
    }

    /** Does the work while nobody offers that service. */
    public void without(Class<?> service, Runnable work) {
        wiring.without(service, work);
    }

    /** The API of this application, its invoice pages and the edge for banks on a socket of their own. */
    public TestServer server() {
        return TestServer.open(
                the(DataSource.class),
                Map.of(
                        "/crm/api/v1/*", (Servlet) wiring.servlet("rest", "api"),
                        "/crm/events", (Servlet) wiring.servlet("rest", "eventEdge"),
                        "/crm/demo/*", (Servlet) wiring.servlet("host-demo", "school"),
                        "/i/*", (Servlet) wiring.servlet("pay-page", "edge"),
                        "/u/*", (Servlet) wiring.servlet("unsubscribe-page", "edge"),
                        "/hooks/*", (Servlet) wiring.servlet("webhooks", "edge")));
    }

    /** Does every job of the kinds that is due, and those that they bring about. */
    public void work(String... kinds) {
        the(FakeJobs.class)
                .runDue(wiring.all(JobHandler.class).stream()
                        .filter(handler -> List.of(kinds).contains(handler.kind()))
                        .toList());
    }

    /** What an application that stands still has said to its database since the last call. */
    public List<String> statements() {
        return the(StatementTap.class).drain();
    }

    @Override
    public void close() {
        wiring.close();
        closing.run();
    }
}
