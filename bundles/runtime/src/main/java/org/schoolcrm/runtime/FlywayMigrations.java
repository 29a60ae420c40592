package org.schoolcrm.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.schoolcrm.runtime.api.Migrations;

/**
 * Migrations by Flyway, under its lock, with a history table for each owner. Owners take turns, for each bundle starts in a
 * thread of its own and H2 breaks off DDL that meets other DDL (HYT00 on its table SYS), half done.
 */
public final class FlywayMigrations implements Migrations {

    private final Lock turn = new ReentrantLock();
    private final Map<String, String> reached = new ConcurrentHashMap<>();
    private final DataSource dataSource;

    public FlywayMigrations(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public String migrate(String owner, ClassLoader scripts) {
        turn.lock();
        try {
            var flyway = of(owner, scripts);
            flyway.migrate();
            var version = String.valueOf(flyway.info().current().getVersion());
            reached.put(owner, version);
            return version;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public Map<String, String> reached() {
        return Map.copyOf(reached);
    }

    private Flyway of(String owner, ClassLoader scripts) {
        return Flyway.configure(scripts)
                .dataSource(dataSource)
                .table(owner + "_migrations")
                .locations(
                        "classpath:db/" + owner + "/common",
                        "classpath:db/" + owner + "/" + Dialect.of(dataSource).folder())
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .failOnMissingLocations(false)
                .load();
    }
}
