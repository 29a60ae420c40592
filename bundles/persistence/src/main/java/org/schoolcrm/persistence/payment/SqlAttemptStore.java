package org.schoolcrm.persistence.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Entities;

/** Payment attempts: JPA rows for staff and payers, SQL for what every event of a bank needs. */
public final class SqlAttemptStore implements AttemptStore {

    private static final AttemptReader READER = new AttemptReader();

    private final BillingTables tables;
    private final Entities entities;

    public SqlAttemptStore(BillingTables tables, Entities entities) {
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
                        .map(AttemptRow::toAttempt))
                .or(() -> findByAlias(account, providerId));
    }

    private Optional<PaymentAttempt> findByAlias(MerchantAccountId account, String alias) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select a.* from attempt_alias l join payment_attempt a"
                                + " on a.id = l.attempt_id where l.merchant_account_id = :account and l.alias = :alias")
                        .bind("account", account.value())
                        .bind("alias", alias)
                        .map(READER)
                        .findOne());
    }

    @Override
    public void addAlias(MerchantAccountId account, String alias, AttemptId attempt) {
        tables.insertNew(
                "attempt_alias (merchant_account_id, alias, attempt_id)",
                List.<@Nullable Object[]>of(new @Nullable Object[] {account.value(), alias, attempt.value()}),
                row -> alias,
                "alias");
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
    public boolean beginQuery(AttemptId id, Instant now, Duration pause) {
        int noted = tables.jdbi()
                .withHandle(handle -> handle.createUpdate("update payment_attempt set asked_at = :now where id = :id"
                                + " and (asked_at is null or asked_at <= :last or asked_at > :now)")
                        .bind("now", now)
                        .bind("last", now.minus(pause))
                        .bind("id", id.value())
                        .execute());
        return noted == 1;
    }

    @Override
    public Optional<PaymentAttempt> change(AttemptId id, UnaryOperator<PaymentAttempt> step) {
        return tables.jdbi().withHandle(handle -> {
            var before = handle.createQuery("select * from payment_attempt where id = :id" + tables.forChange())
                    .bind("id", id.value())
                    .map(READER)
                    .findOne();
            var after = before.map(step);
            if (after.isPresent() && !after.equals(before)) {
                saveAll(List.of(after.get()));
            }
            return after;
        });
    }

    @Override
    public Map<Order, PaymentAttempt> lockAll(Collection<Order> orders) {
        var locked = tables.readAll(
                "select a.*",
                List.of("bigint", "varchar"),
                orders.stream()
                        .map(order -> new Object[] {order.account().value(), order.id()})
                        .toList(),
                "as w(account, order_id) join payment_attempt a on a.merchant_account_id = w.account"
                        + " and a.order_id = w.order_id order by a.id" + tables.forChange() + " of a",
                READER);
        return locked.stream().collect(Collectors.toMap(one -> new Order(one.account(), one.orderId()), one -> one));
    }

    @Override
    public void saveAll(List<PaymentAttempt> locked) {
        tables.writeAll(
                "update payment_attempt set status = ?, provider_id = ?, pay_at = ?, detail = ?,"
                        + " receipt = ?, version = version + 1 where id = ?",
                locked,
                (statement, attempt) -> {
                    statement.setString(1, attempt.status().name());
                    statement.setString(2, attempt.providerId());
                    statement.setString(
                            3, attempt.payAt() == null ? null : attempt.payAt().toString());
                    statement.setString(4, AttemptRow.cut(attempt.detail()));
                    statement.setString(5, attempt.receipt().name());
                    statement.setLong(6, attempt.id().value());
                });
    }
}
