package org.schoolcrm.persistence.invoice;

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
import org.schoolcrm.runtime.api.Transactions;

/** Invoices by SQL: one by one for people, as batches for runs and bank events. */
public final class JdbcInvoiceStore implements InvoiceStore {

    private static final String OF_IDS = "where i.id = any(cast(:ids as bigint array))";

    private final BillingTables tables;
    private final Transactions transactions;

    public JdbcInvoiceStore(BillingTables tables, Transactions transactions) {
        this.tables = tables;
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
        tables.writeAll(InvoiceColumns.INSERT, invoices, InvoiceColumns::bindInsert);
    }

    @Override
    public Optional<Invoice> find(InvoiceId id) {
        return select("where i.id = :id", Map.of("id", id.value())).stream().findFirst();
    }

    @Override
    public List<Invoice> findAll(Collection<InvoiceId> ids) {
        return ids.isEmpty() ? List.of() : select(OF_IDS, Map.of("ids", values(ids)));
    }

    @Override
    public Optional<Invoice> findByTokenHash(byte[] hash) {
        return select("where i.token_hash = :hash", Map.of("hash", hash)).stream()
                .findFirst();
    }

    @Override
    public List<Invoice> ofCustomer(BranchId branch, CustomerId customer) {
        return select(
                "where i.customer_id = :customer and i.branch_id = :branch order by i.id desc",
                Map.of("customer", customer.value(), "branch", branch.value()));
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
                .withHandle(handle -> handle.createQuery("select i.id, i.token_sealed from invoice i " + OF_IDS)
                        .bind("ids", values(ids))
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
        var next = changed.values().stream()
                .filter(one -> !one.after().equals(one.before()))
                .map(Changed::after)
                .toList();
        tables.writeAll(InvoiceColumns.UPDATE, next, InvoiceColumns::bindUpdate);
        return changed;
    }

    private List<Invoice> locked(Collection<InvoiceId> ids) {
        return tables.readAll(
                InvoiceColumns.SELECT,
                List.of("bigint"),
                ids.stream().map(id -> new Object[] {id.value()}).toList(),
                "as w(id) join invoice i on i.id = w.id order by i.id" + tables.forChange() + " of i",
                InvoiceColumns::read);
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

    private List<Invoice> select(String which, Map<String, ?> values) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(InvoiceColumns.SELECT + " from invoice i " + which)
                        .bindMap(values)
                        .map(InvoiceColumns.INVOICE)
                        .list());
    }

    private Optional<String> text(String column, InvoiceId id) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select " + column + " from invoice where id = :id")
                        .bind("id", id.value())
                        .mapTo(String.class)
                        .findOne());
    }

    private static Long[] values(Collection<InvoiceId> ids) {
        return ids.stream().map(InvoiceId::value).toArray(Long[]::new);
    }

    private static Long[] ids(Collection<CustomerId> customers) {
        return customers.stream().map(CustomerId::value).sorted().toArray(Long[]::new);
    }
}
