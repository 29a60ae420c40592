package org.schoolcrm.persistence.payment;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.Credit;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.money.Money;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.runtime.api.Meters;

/** Bank operations and postings by SQL; uniqueness is the database's. */
public final class JdbcPaymentLedger implements PaymentLedger {

    private static final RowMapper<Money> MONEY =
            (row, context) -> new Money(row.getLong("amount"), Currency.getInstance(row.getString("currency")));

    private static final RowMapper<BankOperation> OPERATION = (row, context) -> new BankOperation(
            new PaymentId(row.getLong("id")),
            new BranchId(row.getLong("branch_id")),
            new MerchantAccountId(row.getLong("merchant_account_id")),
            row.getString("provider_id"),
            BankOperation.Kind.valueOf(row.getString("kind")),
            row.getString("operation_id"),
            MONEY.map(row, context),
            row.getObject("attempt_id") == null ? null : new AttemptId(row.getLong("attempt_id")),
            row.getObject("invoice_id") == null ? null : new InvoiceId(row.getLong("invoice_id")),
            row.getBoolean("is_test"),
            row.getString("detail"),
            row.getObject("at", OffsetDateTime.class).toInstant());

    private final BillingTables tables;
    private final Meters meters;

    public JdbcPaymentLedger(BillingTables tables, Meters meters) {
        this.tables = tables;
        this.meters = meters;
    }

    @Override
    public PaymentId newId() {
        return new PaymentId(tables.ids().next("payment_id"));
    }

    @Override
    public boolean enter(BankOperation operation) {
        return enterAll(List.of(operation)).contains(operation.id());
    }

    @Override
    public Set<PaymentId> enterAll(List<BankOperation> operations) {
        var entered = Set.copyOf(tables.insertNew(
                "bank_operation (id, branch_id, merchant_account_id, provider_id, kind, operation_id, amount, currency,"
                        + " attempt_id, invoice_id, is_test, detail, at)",
                operations.stream().map(JdbcPaymentLedger::row).toList(),
                row -> new PaymentId(row.getLong("id")),
                "id"));
        operations.stream()
                .filter(operation -> entered.contains(operation.id()))
                .forEach(operation -> meters.count(
                        "crm.bank.operations",
                        "kind",
                        operation.kind().name().toLowerCase(Locale.ROOT),
                        "test",
                        Boolean.toString(operation.isTest())));
        return entered;
    }

    private static @Nullable Object[] row(BankOperation operation) {
        return new @Nullable Object[] {
            operation.id().value(),
            operation.branch().value(),
            operation.account().value(),
            operation.providerId(),
            operation.kind().name(),
            operation.operationId(),
            operation.amount().minor(),
            operation.amount().currency().getCurrencyCode(),
            operation.attempt() == null ? null : operation.attempt().value(),
            operation.invoice() == null ? null : operation.invoice().value(),
            operation.isTest(),
            operation.detail(),
            operation.at().atOffset(ZoneOffset.UTC)
        };
    }

    @Override
    public List<BankOperation> of(AttemptId attempt) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from bank_operation where attempt_id = :attempt union all select o.* from assignment a"
                                        + " join bank_operation o on o.id = a.operation_id"
                                        + " where a.attempt_id = :attempt order by id")
                        .bind("attempt", attempt.value())
                        .map(OPERATION)
                        .list());
    }

    @Override
    public List<BankOperation> unassigned(BranchId branch) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from bank_operation o where o.branch_id = :branch"
                                + " and o.attempt_id is null and not exists"
                                + " (select 1 from assignment a where a.operation_id = o.id) order by o.id")
                        .bind("branch", branch.value())
                        .map(OPERATION)
                        .list());
    }

    @Override
    public Optional<BankOperation> find(PaymentId id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from bank_operation where id = :id")
                        .bind("id", id.value())
                        .map(OPERATION)
                        .findOne());
    }

    @Override
    public boolean assign(PaymentId id, InvoiceId invoice, AttemptId attempt, Instant at) {
        return tables.jdbi()
                        .withHandle(handle -> handle.createUpdate(
                                        "insert into assignment (operation_id, invoice_id,"
                                                + " attempt_id, assigned_at) values (:id, :invoice, :attempt, :at) on conflict do nothing")
                                .bind("id", id.value())
                                .bind("invoice", invoice.value())
                                .bind("attempt", attempt.value())
                                .bind("at", at)
                                .execute())
                == 1;
    }

    @Override
    public void queue(Posting posting) {
        queueAll(List.of(posting));
    }

    @Override
    public void queueAll(List<Posting> postings) {
        tables.writeAll(
                "insert into posting (payment_id, branch_id, customer_id, account_id, amount, currency, received_at,"
                        + " note, state, detail, due_at) values (?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED', '', ?)",
                postings,
                (statement, posting) -> {
                    var at = posting.receivedAt().atOffset(ZoneOffset.UTC);
                    statement.setLong(1, posting.id().value());
                    statement.setLong(2, posting.branch().value());
                    statement.setLong(3, posting.customer().value());
                    statement.setLong(4, posting.account().value());
                    statement.setLong(5, posting.amount().minor());
                    statement.setString(6, posting.amount().currency().getCurrencyCode());
                    statement.setObject(7, at);
                    statement.setString(8, posting.note());
                    statement.setObject(9, at);
                });
    }

    @Override
    public List<Posting> queued(Instant now, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from posting where state = 'QUEUED'"
                                + " and due_at <= :now order by due_at, payment_id fetch first :limit rows only")
                        .bind("now", now)
                        .bind("limit", limit)
                        .map((row, context) -> new Posting(
                                new PaymentId(row.getLong("payment_id")),
                                new BranchId(row.getLong("branch_id")),
                                new CustomerId(row.getLong("customer_id")),
                                new AccountId(row.getLong("account_id")),
                                MONEY.map(row, context),
                                row.getObject("received_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getString("note")))
                        .list());
    }

    /** Those of which the CRM said the same in one statement: nearly all of a page. */
    @Override
    public void settle(List<Settled> settled, Instant at) {
        var same = settled.stream()
                .collect(Collectors.groupingBy(
                        one -> new Said(one.posted() ? "POSTED" : "REFUSED", one.detail()),
                        Collectors.mapping(one -> one.id().value(), Collectors.toList())));
        tables.jdbi()
                .useHandle(handle -> same.forEach((said, ids) -> handle.createUpdate(
                                "update posting set state = :state, detail = :detail, settled_at = :at"
                                        + " where payment_id = any(cast(:ids as bigint array)) and state = 'QUEUED'")
                        .bindMethods(said)
                        .bind("at", at)
                        .bind("ids", ids.toArray(Long[]::new))
                        .execute()));
    }

    /** What the CRM says of a posting, as the row has it. */
    public record Said(String state, String detail) {}

    @Override
    public void postpone(PaymentId id, Instant until) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update posting set due_at = :until where payment_id = :id and state = 'QUEUED'")
                        .bind("until", until)
                        .bind("id", id.value())
                        .execute());
    }

    @Override
    public List<Credit> credits(BranchId branch, Collection<CustomerId> customers, Instant since) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select p.payment_id, p.customer_id, p.account_id, p.amount, p.currency"
                                        + " from unnest(cast(:customers as bigint array)) as w(id)"
                                        + " join posting p on p.customer_id = w.id and p.branch_id = :branch"
                                        + " where p.state = 'QUEUED' or (p.state = 'POSTED' and p.settled_at >= :since)")
                        .bind("branch", branch.value())
                        .bind(
                                "customers",
                                customers.stream()
                                        .map(CustomerId::value)
                                        .sorted()
                                        .toArray(Long[]::new))
                        .bind("since", since)
                        .map((row, context) -> new Credit(
                                new PaymentId(row.getLong("payment_id")),
                                new CustomerId(row.getLong("customer_id")),
                                new AccountId(row.getLong("account_id")),
                                MONEY.map(row, context)))
                        .list());
    }
}
