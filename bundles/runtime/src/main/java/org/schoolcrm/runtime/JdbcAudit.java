package org.schoolcrm.runtime;

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
        jdbi.useHandle(handle -> handle.createUpdate("insert into audit_record"
                        + " (at, actor, branch_id, action, subject, was, became)"
                        + " values (:at, :actor, :branch, :action, :subject, :before, :after)")
                .bind("at", clock.now())
                .bind("actor", entry.actor().name())
                .bindMethods(entry)
                .execute());
    }
}
