package org.schoolcrm.runtime;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells conflicts with other transactions, which a retry can solve, from every other failure. */
final class DatabaseConflict {

    /** Serialization failure, deadlock (PostgreSQL, H2), lock timeout and concurrent update (H2). */
    private static final Set<String> STATES = Set.of("40001", "40P01", "HYT00", "90131");

    private DatabaseConflict() {}

    static boolean isBehind(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && anyIsConflict(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyIsConflict(SQLException first) {
        for (@Nullable SQLException sql = first; sql != null; sql = sql.getNextException()) {
            if (sql.getSQLState() != null && STATES.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
