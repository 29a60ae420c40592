package org.schoolcrm.persistence.payment;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Entities;

/** Payment attempts as JPA rows. */
public final class JpaAttemptStore implements AttemptStore {

    private final BillingTables tables;
    private final Entities entities;

    public JpaAttemptStore(BillingTables tables, Entities entities) {
        this.tables = tables;
        this.entities = entities;
    }

    @Override
    public AttemptId newId() {
        return new AttemptId(tables.ids().next("attempt_id"));
    }

    @Override
    public void add(PaymentAttempt attempt) {
        entities.add(new AttemptRow(attempt));
    }

    @Override
    public Optional<PaymentAttempt> find(AttemptId id) {
        return entities.find(AttemptRow.class, id.value()).map(AttemptRow::toAttempt);
    }

    @Override
    public Optional<PaymentAttempt> findByOrder(MerchantAccountId account, String orderId) {
        return entities.read(manager -> manager
                .createQuery(
                        "select a from AttemptRow a where a.merchantAccount = :account and a.orderId = :order",
                        AttemptRow.class)
                .setParameter("account", account.value())
                .setParameter("order", orderId)
                .getResultList()
                .stream()
                .findFirst()
                .map(AttemptRow::toAttempt));
    }

    @Override
    public Optional<PaymentAttempt> findByProvider(MerchantAccountId account, String providerId) {
        return entities.read(manager -> manager
                .createQuery(
                        "select a from AttemptRow a where a.merchantAccount = :account and a.providerId = :provider"
                                + " order by a.id desc",
                        AttemptRow.class)
                .setParameter("account", account.value())
                .setParameter("provider", providerId)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst()
                .map(AttemptRow::toAttempt));
    }

    @Override
    public List<PaymentAttempt> of(InvoiceId invoice) {
        return entities.read(manager -> manager
                .createQuery(
                        "select a from AttemptRow a where a.invoice = :invoice order by a.id desc", AttemptRow.class)
                .setParameter("invoice", invoice.value())
                .getResultList()
                .stream()
                .map(AttemptRow::toAttempt)
                .toList());
    }

    @Override
    public Optional<PaymentAttempt> latestOf(InvoiceId invoice) {
        return entities.read(manager -> manager
                .createQuery(
                        "select a from AttemptRow a where a.invoice = :invoice order by a.id desc", AttemptRow.class)
                .setParameter("invoice", invoice.value())
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst()
                .map(AttemptRow::toAttempt));
    }

    @Override
    public Optional<PaymentAttempt> change(AttemptId id, UnaryOperator<PaymentAttempt> step) {
        return entities.change(AttemptRow.class, id.value(), row -> {
            var next = step.apply(row.toAttempt());
            row.take(next);
            return next;
        });
    }
}
