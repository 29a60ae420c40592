package org.schoolcrm.observability.check;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;

/** Whether the database takes a statement; one that hangs is given up by whoever executes the check. */
public final class DatabaseCheck extends Check {

    private final DataSource dataSource;

    public DatabaseCheck(DataSource dataSource) {
        super(Result.Status.CRITICAL);
        this.dataSource = dataSource;
    }

    @Override
    void look(FormattingResultLog log) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select 1")) {
            row.next();
            log.info("{} answers", connection.getMetaData().getDatabaseProductName());
        } catch (SQLException e) {
            log.critical("The database does not answer: {}", e.getMessage());
        }
    }
}
