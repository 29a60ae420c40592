package org.schoolcrm.runtime;

import java.time.OffsetDateTime;
import org.jdbi.v3.core.Jdbi;
import org.schoolcrm.runtime.spi.Backlog;

/** Jobs that are due and that no node has picked. */
public final class JobBacklog implements Backlog {

    private final Jdbi jdbi;

    public JobBacklog(OwnTables tables) {
        this.jdbi = tables.jdbi();
    }

    @Override
    public String queue() {
        return "jobs";
    }

    @Override
    public Waiting waiting() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select count(*) as many, min(due) as oldest from (select execution_time as due"
                                + " from scheduled_tasks where picked = false and execution_time <= current_timestamp"
                                + " order by execution_time fetch first :most rows only) waiting")
                .bind("most", Waiting.MOST)
                .map((row, context) -> {
                    var oldest = row.getObject("oldest", OffsetDateTime.class);
                    return new Waiting(row.getLong("many"), oldest == null ? null : oldest.toInstant());
                })
                .one());
    }
}
