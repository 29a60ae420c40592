package org.schoolcrm.runtime;

import java.sql.SQLException;
import java.util.Locale;
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
                .locations("classpath:db/" + owner + "/common", "classpath:db/" + owner + "/" + databaseName())
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .failOnMissingLocations(false)
                .load();
        flyway.migrate();
        return String.valueOf(flyway.info().current().getVersion());
    }

    private String databaseName() {
        try (var connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not answer: " + e.getMessage(), e);
        }
    }
}
