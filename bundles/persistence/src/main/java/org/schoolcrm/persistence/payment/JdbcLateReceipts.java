package org.schoolcrm.persistence.payment;

import java.time.Instant;
import java.util.List;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.acquiring.spi.LateReceipts;
import org.schoolcrm.persistence.BillingTables;

/** Receipts that are waited for, by the moment at which the bank moved the money. */
public final class JdbcLateReceipts implements LateReceipts {

    private static final String PAYMENTS = "select a.id from payment_attempt a where a.receipt = 'PENDING'"
            + " and a.status = 'CAPTURED' and exists (select 1 from bank_operation o where o.attempt_id = a.id"
            + " and o.kind = 'PAYMENT' and o.at < :before) order by a.id";
    private static final String REFUNDS = "select r.id from refund r where r.receipt = 'PENDING' and r.status = 'DONE'"
            + " and r.requested_at < :before and not exists (select 1 from bank_operation o"
            + " where o.attempt_id = r.attempt_id and o.kind = 'REFUND' and o.at >= :before) order by r.id";

    private final BillingTables tables;

    public JdbcLateReceipts(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public List<AttemptId> ofPayments(Instant before, int limit) {
        return ids(PAYMENTS, before, limit).stream().map(AttemptId::new).toList();
    }

    @Override
    public List<RefundId> ofRefunds(Instant before, int limit) {
        return ids(REFUNDS, before, limit).stream().map(RefundId::new).toList();
    }

    private List<Long> ids(String query, Instant before, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(query + " limit :limit")
                        .bind("before", before)
                        .bind("limit", limit)
                        .mapTo(Long.class)
                        .list());
    }
}
