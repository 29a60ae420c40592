package org.schoolcrm.persistence.payment;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Entities;

/** Payment attempts as JPA rows; what every word of a bank costs goes past JPA. */
public final class JpaAttemptStore implements AttemptStore {

    private static final AttemptReader READER = new AttemptReader();

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
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from payment_attempt where merchant_account_id = :account and order_id = :order")
                        .bind("account", account.value())
                        .bind("order", orderId)
                        .map(READER)
                        .findOne());
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
        return tables.jdbi().withHandle(handle -> {
            var before = handle.createQuery("select * from payment_attempt where id = :id for update")
                    .bind("id", id.value())
                    .map(READER)
                    .findOne();
            var after = before.map(step);
            if (after.isPresent() && !after.equals(before)) {
                write(handle, after.get());
            }
            return after;
        });
    }

    private static void write(Handle handle, PaymentAttempt attempt) {
        handle.createUpdate("update payment_attempt set status = :status, provider_id = :provider, pay_at = :payAt,"
                        + " detail = :detail, version = version + 1 where id = :id")
                .bind("status", attempt.status())
                .bind("provider", attempt.providerId())
                .bind("payAt", attempt.payAt() == null ? null : attempt.payAt().toString())
                .bind("detail", AttemptRow.cut(attempt.detail()))
                .bind("id", attempt.id().value())
                .execute();
    }
}
