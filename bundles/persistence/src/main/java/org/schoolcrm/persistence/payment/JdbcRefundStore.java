package org.schoolcrm.persistence.payment;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.mapper.RowMapper;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.ReceiptStatus;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.money.Money;
import org.schoolcrm.persistence.BillingTables;

/** Refunds by SQL. */
public final class JdbcRefundStore implements RefundStore {

    private static final int DETAIL = 2000;
    private static final RowMapper<Refund> REFUND = (row, context) -> new Refund(
            new RefundId(row.getLong("id")),
            new AttemptId(row.getLong("attempt_id")),
            row.getString("refund_key"),
            Money.ofMinor(row.getLong("amount"), row.getString("currency")),
            Money.ofMinor(row.getLong("refunded_before"), row.getString("currency")),
            RefundStatus.valueOf(row.getString("status")),
            row.getString("provider_id"),
            row.getString("reason"),
            row.getString("detail"),
            row.getObject("requested_at", OffsetDateTime.class).toInstant(),
            ReceiptStatus.valueOf(row.getString("receipt")));

    private final BillingTables tables;

    public JdbcRefundStore(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public RefundId newId() {
        return new RefundId(tables.ids().next("refund_id"));
    }

    @Override
    public void add(Refund refund) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate("insert into refund (id, attempt_id, refund_key, amount,"
                                + " refunded_before, currency, status, provider_id, reason, detail, requested_at, receipt)"
                                + " values (:id, :attempt, :key, :amount, :before, :currency, :status, :provider, :reason,"
                                + " :detail, :at, :receipt)")
                        .bind("id", refund.id().value())
                        .bind("attempt", refund.attempt().value())
                        .bind("key", refund.key())
                        .bind("amount", refund.amount().minor())
                        .bind("before", refund.refundedBefore().minor())
                        .bind("currency", refund.amount().currency().getCurrencyCode())
                        .bind("status", refund.status())
                        .bind("provider", refund.providerId())
                        .bind("reason", refund.reason())
                        .bind("detail", cut(refund.detail()))
                        .bind("at", refund.requestedAt())
                        .bind("receipt", refund.receipt())
                        .execute());
    }

    @Override
    public Optional<Refund> find(RefundId id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from refund where id = :id")
                        .bind("id", id.value())
                        .map(REFUND)
                        .findOne());
    }

    @Override
    public List<Refund> of(AttemptId attempt) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from refund where attempt_id = :attempt order by id")
                        .bind("attempt", attempt.value())
                        .map(REFUND)
                        .list());
    }

    @Override
    public Optional<Refund> change(RefundId id, UnaryOperator<Refund> step) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from refund where id = :id for update")
                        .bind("id", id.value())
                        .map(REFUND)
                        .findOne()
                        .map(was -> {
                            var next = step.apply(was);
                            handle.createUpdate("update refund set status = :status, provider_id = :provider,"
                                            + " detail = :detail, receipt = :receipt where id = :id")
                                    .bind("status", next.status())
                                    .bind("provider", next.providerId())
                                    .bind("detail", cut(next.detail()))
                                    .bind("receipt", next.receipt())
                                    .bind("id", id.value())
                                    .execute();
                            return next;
                        }));
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(DETAIL, text.length()));
    }
}
