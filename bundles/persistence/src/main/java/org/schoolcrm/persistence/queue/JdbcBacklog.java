package org.schoolcrm.persistence.queue;

import java.time.OffsetDateTime;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.runtime.spi.Backlog;

/** A queue of rows, of which only those are looked at that are due: no history, and never more than are worth counting. */
public final class JdbcBacklog implements Backlog {

    private final BillingTables tables;
    private final String queue;
    private final String rows;

    private JdbcBacklog(BillingTables tables, String queue, String due, String from) {
        this.tables = tables;
        this.queue = queue;
        this.rows = "select " + due + " as due from " + from + " and " + due + " <= current_timestamp order by " + due;
    }

    /** Messages that may leave now; those of channels that are paused wait as well. */
    public static JdbcBacklog messages(BillingTables tables) {
        return new JdbcBacklog(tables, "messages", "not_before", "message where state in ('PENDING', 'RETRY_WAIT')");
    }

    /** Payments that the CRM has not booked yet. */
    public static JdbcBacklog credits(BillingTables tables) {
        return new JdbcBacklog(tables, "credits", "received_at", "posting where state = 'QUEUED'");
    }

    /** Calls of banks that were kept and not read yet. */
    public static JdbcBacklog bankCalls(BillingTables tables) {
        return new JdbcBacklog(tables, "bank-calls", "received_at", "webhook_inbox where state = 'WAITING'");
    }

    /** Calls of message providers that were kept and not read yet. */
    public static JdbcBacklog providerCalls(BillingTables tables) {
        return new JdbcBacklog(tables, "provider-calls", "received_at", "provider_call where state = 'WAITING'");
    }

    /** News of invoices for other systems. */
    public static JdbcBacklog invoiceEvents(BillingTables tables) {
        return new JdbcBacklog(tables, "invoice-events", "due_at", "webhook_delivery where state = 'WAITING'");
    }

    @Override
    public String queue() {
        return queue;
    }

    @Override
    public Waiting waiting() {
        var sql = "select count(*) as many, min(due) as oldest from (" + rows + " fetch first :most rows only) waiting";
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(sql)
                        .bind("most", Waiting.MOST)
                        .map((row, context) -> {
                            var oldest = row.getObject("oldest", OffsetDateTime.class);
                            return new Waiting(row.getLong("many"), oldest == null ? null : oldest.toInstant());
                        })
                        .one());
    }
}
