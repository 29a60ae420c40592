package org.schoolcrm.runtime;

import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;

/** Where the databases differ; everything else is the same SQL on both. */
enum Dialect {
    H2,
    POSTGRESQL;

    static Dialect of(DataSource dataSource) {
        try (var connection = dataSource.getConnection()) {
            return valueOf(connection.getMetaData().getDatabaseProductName().toUpperCase(Locale.ROOT));
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not answer: " + e.getMessage(), e);
        }
    }

    /** The folder of the migrations that only this database needs. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether due jobs can be locked and fetched in one statement, so that nodes do not compete for the same ones. */
    boolean skipsLockedRows() {
        return switch (this) {
            case H2 -> false;
            case POSTGRESQL -> true;
        };
    }
}
