package org.schoolcrm.acquiring.sandbox;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.schoolcrm.acquiring.sandbox.SandboxOrder.State;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Migrations;
import org.schoolcrm.runtime.api.Transactions;

/** The bank's orders, which outlive a restart. */
public final class SandboxOrders {

    private final Jdbi jdbi;
    private final Transactions transactions;

    public SandboxOrders(DataSource dataSource, Migrations migrations, JdbiPlugin columns, Transactions transactions) {
        migrations.migrate("sandbox", SandboxOrders.class.getClassLoader());
        this.jdbi = Jdbi.create(dataSource).installPlugin(columns);
        this.transactions = transactions;
    }

    /** Opens the order unless its number has been used; a used number keeps what it was opened with. */
    SandboxOrder open(SandboxOrder order) {
        return transactions.inTransaction(() -> {
            jdbi.useHandle(handle -> handle.createUpdate("insert into sandbox_order (order_id, payment_id, secret,"
                            + " amount, currency, description, state, return_to, webhook_at, valid_until, notified)"
                            + " values (:order, :payment, :secret, :amount, :currency, :description, :state, :returnTo,"
                            + " :webhookAt, :validUntil, false) on conflict do nothing")
                    .bind("order", order.orderId())
                    .bind("payment", order.paymentId())
                    .bind("secret", order.secret())
                    .bind("amount", order.amount().minor())
                    .bind("currency", order.amount().currency().getCurrencyCode())
                    .bind("description", order.description())
                    .bind("state", order.state())
                    .bind("returnTo", order.returnTo().toString())
                    .bind("webhookAt", order.webhookAt().toString())
                    .bind("validUntil", order.validUntil())
                    .execute());
            return find(order.orderId()).orElseThrow();
        });
    }

    Optional<SandboxOrder> find(String orderId) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from sandbox_order where order_id = :order")
                .bind("order", orderId)
                .map((row, context) -> order(row))
                .findOne());
    }

    /** Decides an open order once; what it is from now on. */
    SandboxOrder decide(String orderId, State state) {
        return transactions.inTransaction(() -> {
            jdbi.useHandle(handle -> handle.createUpdate(
                            "update sandbox_order set state = :state where order_id = :order and state = 'OPEN'")
                    .bind("state", state)
                    .bind("order", orderId)
                    .execute());
            return find(orderId).orElseThrow();
        });
    }

    /**
     * Sends money back once for each key, and never more than there is.
     *
     * @return whether a refund of that key is recorded
     */
    boolean refund(String orderId, String key, Money amount) {
        return transactions.inTransaction(() -> jdbi.withHandle(handle -> {
            handle.createQuery("select amount from sandbox_order where order_id = :order for update")
                    .bind("order", orderId)
                    .mapTo(Long.class)
                    .one();
            var left = find(orderId).orElseThrow().amount().minus(refunded(orderId));
            if (amount.compareTo(left) <= 0) {
                handle.createUpdate("insert into sandbox_refund (refund_key, order_id, amount)"
                                + " values (:key, :order, :amount) on conflict do nothing")
                        .bind("key", key)
                        .bind("order", orderId)
                        .bind("amount", amount.minor())
                        .execute();
            }
            return isRefunded(key);
        }));
    }

    boolean isRefunded(String key) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select exists (select 1 from sandbox_refund where refund_key = :key)")
                        .bind("key", key)
                        .mapTo(Boolean.class)
                        .one());
    }

    Money refunded(String orderId) {
        long minor = jdbi.withHandle(handle -> handle.createQuery(
                        "select coalesce(sum(amount), 0) from sandbox_refund where order_id = :order")
                .bind("order", orderId)
                .mapTo(Long.class)
                .one());
        return new Money(minor, find(orderId).orElseThrow().amount().currency());
    }

    boolean isNotified(String orderId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select notified from sandbox_order where order_id = :order")
                        .bind("order", orderId)
                        .mapTo(Boolean.class)
                        .one());
    }

    void markNotified(String orderId) {
        transactions.run(() -> jdbi.useHandle(
                handle -> handle.createUpdate("update sandbox_order set notified = true where order_id = :order")
                        .bind("order", orderId)
                        .execute()));
    }

    private static SandboxOrder order(ResultSet row) throws SQLException {
        return new SandboxOrder(
                row.getString("order_id"),
                row.getString("payment_id"),
                row.getString("secret"),
                new Money(row.getLong("amount"), Currency.getInstance(row.getString("currency"))),
                row.getString("description"),
                State.valueOf(row.getString("state")),
                URI.create(row.getString("return_to")),
                URI.create(row.getString("webhook_at")),
                row.getObject("valid_until", OffsetDateTime.class).toInstant());
    }
}
