package org.schoolcrm.runtime;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;

/** The audit trail as rows of the database, written in the transaction of the change. */
public final class JdbcAudit implements Audit {

    private final Jdbi jdbi;
    private final Clock clock;

    public JdbcAudit(OwnTables tables, Clock clock) {
        this.jdbi = tables.jdbi();
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
        jdbi.useHandle(handle -> {
            var batch = handle.prepareBatch("insert into audit_record"
                    + " (at, actor, branch_id, action, subject, was, became)"
                    + " values (:at, :actor, :branch, :action, :subject, :before, :after)");
            for (var entry : entries) {
                batch.bind("at", clock.now())
                        .bind("actor", entry.actor().name())
                        .bindMethods(entry)
                        .add();
            }
            batch.execute();
        });
    }
}
