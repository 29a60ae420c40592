package org.schoolcrm.itests.crash;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.logging.Logger;
import javax.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import javax.transaction.TransactionManager;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.itests.application.Wiring;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.api.Migrations;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;
import org.schoolcrm.runtime.testkit.TestJpa;

/** A school's database, the nodes that come and go on it, and the way back to where it stood. */
public final class School implements AutoCloseable {

    private final TestDatabase database;
    private final Instant began;
    private final SettableClock clock;
    private final int customers;
    private final List<String> bundles;
    private final Current current;
    private final EntityManagerFactory units;
    private final Set<String> changed = new TreeSet<>();
    private Snapshot snapshot;

    public School(TestDatabase database, Instant now, int customers, List<String> bundles) {
        this.database = database;
        this.began = now;
        this.clock = new SettableClock(now);
        this.customers = customers;
        this.bundles = bundles;
        this.current = new Current(database.dataSource());
        this.units = TestJpa.factory("billing", database, current);
        // Otherwise it asks again, some seconds later and in the same transaction, which is lost already.
        units.unwrap(ServerSession.class).getLogin().setQueryRetryAttemptCount(0);
    }

    public SettableClock clock() {
        return clock;
    }

    /** The database itself, without a node and without a plan. */
    public DataSource tables() {
        return database.dataSource();
    }

    TransactionManager transactions() {
        return database.transactionManager();
    }

    public Node open(CrashPlan plan, Consumer<Wiring> changes) {
        var wire = new Wire(plan, clock);
        var own = database.through(wire::to);
        current.source = own.dataSource();
        var house = TestApplication.stepped(own, units, clock, customers, bundles, wiring -> {
            if (snapshot != null) {
                wiring.standIn(FlywayMigrations.class, (Migrations) (owner, scripts) -> "as it was left");
            }
            wiring.cover(JobHandler.class, handler -> staged(handler, plan));
            changes.accept(wiring);
        });
        return new Node(plan, wire, own, house);
    }

    /** From now on {@link #goBack} leads here. */
    void remember() {
        snapshot = Snapshot.of(database);
    }

    void goBack() {
        clock.set(began.toString());
        snapshot.restore(changed);
        changed.clear();
    }

    /** Whether a job is due that nobody does yet. */
    public boolean hasWork() {
        var now = Timestamp.from(clock.now());
        return Rows.of(tables(), "select 1 from scheduled_tasks where execution_time <= ? and picked = false", now)
                        .size()
                > 0;
    }

    /** Whether every job that ends has ended, and nobody has dropped one. */
    boolean isQuiet() {
        return Rows.of(
                        tables(),
                        "select 1 from scheduled_tasks where picked or (task_instance not like '%/one'"
                                + " and task_instance not like 'message-dispatch/%')")
                .isEmpty();
    }

    /** Ends a node and notes what it leaves behind. */
    public void end(Node node) {
        changed.addAll(node.written());
        node.close();
    }

    private static JobHandler staged(JobHandler handler, CrashPlan plan) {
        return new JobHandler() {
            @Override
            public String kind() {
                return handler.kind();
            }

            @Override
            public JobOutcome run(String key) {
                plan.stage(handler.kind());
                try {
                    return handler.run(key);
                } catch (RuntimeException e) {
                    plan.surface(e);
                    throw e;
                } finally {
                    plan.stage("scheduler");
                }
            }
        };
    }

    @Override
    public void close() {
        units.close();
        database.close();
    }

    /** Leads to whatever node is alive, so that JPA, which takes long to make, outlives nodes. */
    private static final class Current implements DataSource {

        private DataSource source;

        Current(DataSource source) {
            this.source = source;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return source.getConnection();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return source.getConnection(user, password);
        }

        @Override
        public PrintWriter getLogWriter() throws SQLException {
            return source.getLogWriter();
        }

        @Override
        public void setLogWriter(PrintWriter out) throws SQLException {
            source.setLogWriter(out);
        }

        @Override
        public void setLoginTimeout(int seconds) throws SQLException {
            source.setLoginTimeout(seconds);
        }

        @Override
        public int getLoginTimeout() throws SQLException {
            return source.getLoginTimeout();
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            return source.getParentLogger();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return source.unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
            return source.isWrapperFor(type);
        }
    }
}
