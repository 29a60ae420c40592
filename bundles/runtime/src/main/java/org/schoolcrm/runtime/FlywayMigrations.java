package org.schoolcrm.runtime;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.schoolcrm.runtime.api.Migrations;

/** Migrations by Flyway, under its lock, with a history table for each owner. */
public final class FlywayMigrations implements Migrations {

    private final DataSource dataSource;

    public FlywayMigrations(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public String migrate(String owner, ClassLoader scripts) {
        var flyway = Flyway.configure(scripts)
                .dataSource(dataSource)
                .table(owner + "_migrations")
                .locations(
                        "classpath:db/" + owner + "/common",
                        "classpath:db/" + owner + "/" + Dialect.of(dataSource).folder())
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .failOnMissingLocations(false)
                .load();
        flyway.migrate();
        return String.valueOf(flyway.info().current().getVersion());
    }
}
