package org.schoolcrm.runtime.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import javax.transaction.TransactionManager;
import javax.transaction.xa.XAException;
import org.apache.commons.dbcp2.managed.BasicManagedDataSource;
import org.apache.geronimo.transaction.manager.TransactionManagerImpl;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.xa.PGXADataSource;

/**
 * A fresh, empty database with a transaction manager, put together as in the container: an XA pool inside JTA.
 *
 * <p>Use {@link OnBothDatabases} to run a test class on each kind.
 */
public final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String kind;
    private final String name;
    private final String url;
    private final XADataSource driver;
    private final BasicManagedDataSource pool;

    private TestDatabase(String kind, String name, String url, XADataSource driver) {
        this.kind = kind;
        this.name = name;
        this.url = url;
        this.driver = driver;
        this.pool = new BasicManagedDataSource();
        pool.setTransactionManager(TransactionsOfTests.MANAGER);
        pool.setXaDataSourceInstance(driver);
        pool.setMaxTotal(40);
        pool.setMaxIdle(40);
        pool.setMaxWait(Duration.ofMinutes(1));
    }

    public static TestDatabase h2() {
        var name = "test" + NUMBER.incrementAndGet();
        var url = "jdbc:h2:mem:" + name
                + ";DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        var driver = new JdbcDataSource();
        driver.setURL(url);
        return new TestDatabase("H2", name, url, driver);
    }

    /** In a file, with the settings of the distribution. */
    public static TestDatabase h2(Path file) {
        var url = "jdbc:h2:file:" + file
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=10000;WRITE_DELAY=0";
        var driver = new JdbcDataSource();
        driver.setURL(url);
        return new TestDatabase("H2", "file" + NUMBER.incrementAndGet(), url, driver);
    }

    public static TestDatabase postgres() {
        return postgres(Postgres.RUNNING);
    }

    /** A database on a server of the caller's own. */
    public static TestDatabase postgres(EmbeddedPostgres server) {
        var name = "test" + NUMBER.incrementAndGet();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        var driver = new PGXADataSource();
        var url = server.getJdbcUrl("postgres", name) + "&reWriteBatchedInserts=true";
        driver.setUrl(url);
        return new TestDatabase("PostgreSQL", name, url, driver);
    }

    static Stream<TestDatabase> both() {
        return Stream.of(h2(), postgres());
    }

    /** The same database behind a pool of its own, which reaches it through the caller's wire: another node. */
    public TestDatabase through(UnaryOperator<XADataSource> wire) {
        return new TestDatabase(kind, name, url, wire.apply(driver));
    }

    /** Joins the transaction of the calling thread, if there is one. */
    public DataSource dataSource() {
        return pool;
    }

    /** How many connections somebody has taken and not given back. */
    public int borrowed() {
        return pool.getNumActive();
    }

    public TransactionManager transactionManager() {
        return TransactionsOfTests.MANAGER;
    }

    static TransactionManager sharedTransactionManager() {
        return TransactionsOfTests.MANAGER;
    }

    String name() {
        return name;
    }

    /** Where another process finds it; of use with PostgreSQL only. */
    public String url() {
        return url;
    }

    public boolean isPostgres() {
        return kind.equals("PostgreSQL");
    }

    @Override
    public void close() {
        try {
            pool.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return kind;
    }

    private static final class TransactionsOfTests {

        static final TransactionManager MANAGER = start();

        private static TransactionManager start() {
            try {
                return new TransactionManagerImpl();
            } catch (XAException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Postgres {

        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
