package org.schoolcrm.persistence.invoice;

import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.spi.InvoiceStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Entities;
import org.schoolcrm.runtime.api.Transactions;

/** Invoices as JPA rows, as JDBC batches by the page, and past JPA what the public and the banks wait for. */
public final class JpaInvoiceStore implements InvoiceStore {

    private static final InvoiceReader READER = new InvoiceReader();
    private static final String FIELDS =
            "select i.id, number, branch_id, customer_id, account_id, run_id, method, amount,"
                    + " currency, period_begin, period_end, pay_from, pay_until, repeatable, status, paid, flags, issued_at,"
                    + " issuer_branch_id, issuer_version";

    private final BillingTables tables;
    private final Entities entities;
    private final Transactions transactions;

    public JpaInvoiceStore(BillingTables tables, Entities entities, Transactions transactions) {
        this.tables = tables;
        this.entities = entities;
        this.transactions = transactions;
    }

    @Override
    public List<InvoiceId> newIds(int count) {
        return tables.ids().next("invoice_id", count).stream()
                .map(InvoiceId::new)
                .toList();
    }

    @Override
    public long reserveNumbers(BranchId branch, int year, int count) {
        return transactions.apart(() -> tables.jdbi().withHandle(handle -> {
            handle.createUpdate("insert into invoice_number (branch_id, in_year, last) values (:branch, :year, 0)"
                            + " on conflict do nothing")
                    .bind("branch", branch.value())
                    .bind("year", year)
                    .execute();
            long last = handle.createQuery(
                            "select last from invoice_number where branch_id = :branch and in_year = :year for update")
                    .bind("branch", branch.value())
                    .bind("year", year)
                    .mapTo(Long.class)
                    .one();
            handle.createUpdate("update invoice_number set last = :last where branch_id = :branch and in_year = :year")
                    .bind("last", last + count)
                    .bind("branch", branch.value())
                    .bind("year", year)
                    .execute();
            return last + 1;
        }));
    }

    @Override
    public void addAll(List<NewInvoice> invoices) {
        tables.writeAll(InvoiceBatch.INSERT, invoices, InvoiceBatch::bind);
    }

    @Override
    public Optional<Invoice> find(InvoiceId id) {
        return entities.find(InvoiceRow.class, id.value()).map(InvoiceRow::toInvoice);
    }

    @Override
    public List<Invoice> findAll(Collection<InvoiceId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return entities.read(manager -> manager
                .createQuery("select i from InvoiceRow i where i.id in :ids", InvoiceRow.class)
                .setParameter("ids", ids.stream().map(InvoiceId::value).toList())
                .getResultList()
                .stream()
                .map(InvoiceRow::toInvoice)
                .toList());
    }

    @Override
    public Optional<Invoice> findByTokenHash(byte[] hash) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(FIELDS + " from invoice i where token_hash = :hash")
                        .bind("hash", hash)
                        .map(READER)
                        .findOne());
    }

    @Override
    public List<Invoice> ofCustomer(BranchId branch, CustomerId customer) {
        return entities.read(manager -> manager
                .createQuery(
                        "select i from InvoiceRow i where i.customer = :customer and i.branch = :branch"
                                + " order by i.id desc",
                        InvoiceRow.class)
                .setParameter("customer", customer.value())
                .setParameter("branch", branch.value())
                .getResultList()
                .stream()
                .map(InvoiceRow::toInvoice)
                .toList());
    }

    @Override
    public Optional<InvoiceExplanation> explanation(InvoiceId id) {
        return text("explanation", id).map(ExplanationDocument::read);
    }

    @Override
    public Optional<String> sealedToken(InvoiceId id) {
        return text("token_sealed", id);
    }

    @Override
    public Map<InvoiceId, String> sealedTokens(Collection<InvoiceId> ids) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select id, token_sealed from invoice where id = any(cast(:ids as bigint array))")
                        .bind("ids", ids.stream().map(InvoiceId::value).toArray(Long[]::new))
                        .reduceRows(new HashMap<>(), (found, row) -> {
                            found.put(
                                    new InvoiceId(row.getColumn("id", Long.class)),
                                    row.getColumn("token_sealed", String.class));
                            return found;
                        }));
    }

    @Override
    public Optional<Changed> change(InvoiceId id, UnaryOperator<Invoice> step) {
        return Optional.ofNullable(changeAll(Map.of(id, step)).get(id));
    }

    @Override
    public Map<InvoiceId, Changed> changeAll(Map<InvoiceId, UnaryOperator<Invoice>> steps) {
        var changed = new LinkedHashMap<InvoiceId, Changed>();
        for (var before : locked(steps.keySet())) {
            changed.put(
                    before.id(),
                    new Changed(
                            before,
                            Objects.requireNonNull(steps.get(before.id())).apply(before)));
        }
        write(changed.values().stream()
                .filter(one -> !one.after().equals(one.before()))
                .map(Changed::after)
                .toList());
        return changed;
    }

    private List<Invoice> locked(Collection<InvoiceId> ids) {
        return tables.readAll(
                FIELDS,
                List.of("bigint"),
                ids.stream().map(id -> new Object[] {id.value()}).toList(),
                "as w(id) join invoice i on i.id = w.id order by i.id" + tables.forChange() + " of i",
                READER);
    }

    /** Only what steps of an invoice can change. */
    private void write(List<Invoice> invoices) {
        tables.writeAll(
                "update invoice set status = ?, repeatable = ?, paid = ?, flags = ?, issuer_branch_id = ?,"
                        + " issuer_version = ?, version = version + 1 where id = ?",
                invoices,
                (statement, invoice) -> {
                    statement.setString(1, invoice.status().name());
                    statement.setBoolean(2, invoice.repeatable());
                    statement.setLong(3, invoice.paid().minor());
                    statement.setString(4, InvoiceRow.textOf(invoice.flags()));
                    var issuer = invoice.paidUnder();
                    statement.setObject(
                            5, issuer == null ? null : issuer.scope().value(), Types.BIGINT);
                    statement.setObject(6, issuer == null ? null : issuer.number(), Types.BIGINT);
                    statement.setLong(7, invoice.id().value());
                });
    }

    @Override
    public void lockCustomers(BranchId branch, Collection<CustomerId> customers) {
        if (customers.isEmpty()) {
            return;
        }
        var ids = ids(customers);
        tables.jdbi().useHandle(handle -> {
            handle.createUpdate("insert into customer_lock (branch_id, customer_id)"
                            + " select :branch, c from unnest(cast(:ids as bigint array)) as t(c) order by c"
                            + " on conflict do nothing")
                    .bind("branch", branch.value())
                    .bind("ids", ids)
                    .execute();
            // Joined, since H2 would compare every lock of the branch with every id of an array.
            handle.createQuery("select l.customer_id from unnest(cast(:ids as bigint array)) as w(id)"
                            + " join customer_lock l on l.branch_id = :branch and l.customer_id = w.id"
                            + " order by l.customer_id for update")
                    .bind("branch", branch.value())
                    .bind("ids", ids)
                    .mapTo(Long.class)
                    .list();
        });
    }

    @Override
    public Set<CustomerId> customersWithUnpaid(BranchId branch, Collection<CustomerId> customers, long exceptRun) {
        return new HashSet<>(tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select distinct i.customer_id from unnest(cast(:ids as bigint array)) as w(id)"
                                        + " join invoice i on i.customer_id = w.id and i.branch_id = :branch"
                                        + " where i.status = 'AWAITING_PAYMENT'"
                                        + " and (i.run_id is null or i.run_id <> :run)")
                        .bind("branch", branch.value())
                        .bind("ids", ids(customers))
                        .bind("run", exceptRun)
                        .mapTo(Long.class)
                        .map(CustomerId::new)
                        .list()));
    }

    private Optional<String> text(String column, InvoiceId id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select " + column + " from invoice where id = :id")
                        .bind("id", id.value())
                        .mapTo(String.class)
                        .findOne());
    }

    private static Long[] ids(Collection<CustomerId> customers) {
        return customers.stream().map(CustomerId::value).sorted().toArray(Long[]::new);
    }
}
