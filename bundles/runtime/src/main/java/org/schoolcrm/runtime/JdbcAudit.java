package org.schoolcrm.runtime;

import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;

/** The audit trail as rows of the database, written in the transaction of the change. */
public final class JdbcAudit implements Audit {

    private static final String INSERT = "insert into audit_record (at, actor, branch_id, action, subject, was, became)"
            + " values (?, ?, ?, ?, ?, ?, ?)";

    private final DataSource dataSource;
    private final Clock clock;

    public JdbcAudit(OwnTables tables, Clock clock) {
        this.dataSource = tables.dataSource();
        this.clock = clock;
    }

    @Override
    public void record(AuditRecord entry) {
        recordAll(List.of(entry));
    }

    @Override
    public void recordAll(List<AuditRecord> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(INSERT)) {
            for (var entry : entries) {
                statement.setObject(1, clock.now().atOffset(ZoneOffset.UTC));
                statement.setString(2, entry.actor().name());
                statement.setLong(3, entry.branch());
                statement.setString(4, entry.action());
                statement.setString(5, entry.subject());
                statement.setString(6, entry.before());
                statement.setString(7, entry.after());
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("The trail cannot be written", e);
        }
    }
}
