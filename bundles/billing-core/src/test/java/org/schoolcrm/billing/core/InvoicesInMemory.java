package org.schoolcrm.billing.core;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.query.InvoiceSort;
import org.schoolcrm.billing.spi.InvoiceSearch;
import org.schoolcrm.billing.spi.InvoiceStore;
import org.schoolcrm.billing.spi.InvoiceTally;
import org.schoolcrm.billing.spi.InvoiceTally.Standing;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.runtime.api.Transactions;

/** Invoices that live as long as the test. */
final class InvoicesInMemory implements InvoiceStore, InvoiceSearch, Transactions {

    private final Map<Long, NewInvoice> rows = new TreeMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final List<Object> locked = new ArrayList<>();
    private @Nullable InvoiceId broken;

    /** Whoever changes that invoice meets a fault. */
    void breakDown(InvoiceId id) {
        broken = id;
    }

    /** The customers and invoices that were locked since the last time that this was asked, in their order. */
    List<Object> locked() {
        var since = List.copyOf(locked);
        locked.clear();
        return since;
    }

    void put(Invoice invoice) {
        var row = new NewInvoice(
                invoice,
                new byte[0],
                "",
                new InvoiceExplanation(List.of(), invoice.amount().minus(invoice.amount())));
        rows.put(invoice.id().value(), row);
    }

    Invoice get(InvoiceId id) {
        return find(id).orElseThrow();
    }

    List<Invoice> all() {
        return rows.values().stream().map(NewInvoice::invoice).toList();
    }

    /** What a transaction has changed is undone when it fails. */
    @Override
    public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
        var before = Map.copyOf(rows);
        try {
            return work.get();
        } catch (RuntimeException e) {
            rows.clear();
            rows.putAll(before);
            throw e;
        }
    }

    @Override
    public <T extends @Nullable Object> T apart(Supplier<T> work) {
        return inTransaction(work);
    }

    @Override
    public void afterCommit(Runnable effect) {
        effect.run();
    }

    @Override
    public List<InvoiceId> newIds(int count) {
        long first = rows.keySet().stream().mapToLong(id -> id).max().orElse(0) + 1;
        return LongStream.range(first, first + count).mapToObj(InvoiceId::new).toList();
    }

    @Override
    public long reserveNumbers(BranchId branch, int year, int count) {
        return numbers.merge(branch + "/" + year, (long) count, Long::sum) - count + 1;
    }

    @Override
    public void addAll(List<NewInvoice> invoices) {
        invoices.forEach(row -> rows.put(row.invoice().id().value(), row));
    }

    @Override
    public Optional<Invoice> find(InvoiceId id) {
        return Optional.ofNullable(rows.get(id.value())).map(NewInvoice::invoice);
    }

    @Override
    public List<Invoice> findAll(Collection<InvoiceId> ids) {
        return all().stream().filter(one -> ids.contains(one.id())).toList();
    }

    @Override
    public Optional<Invoice> findByTokenHash(byte[] hash) {
        return rows.values().stream()
                .filter(row -> Arrays.equals(row.tokenHash(), hash))
                .map(NewInvoice::invoice)
                .findFirst();
    }

    @Override
    public List<Invoice> ofCustomer(BranchId branch, CustomerId customer) {
        return all().stream()
                .filter(one -> one.branch().equals(branch) && one.customer().equals(customer))
                .toList();
    }

    @Override
    public Optional<InvoiceExplanation> explanation(InvoiceId id) {
        return Optional.ofNullable(rows.get(id.value())).map(NewInvoice::explanation);
    }

    @Override
    public Optional<String> sealedToken(InvoiceId id) {
        return Optional.ofNullable(rows.get(id.value())).map(NewInvoice::sealedToken);
    }

    @Override
    public Map<InvoiceId, String> sealedTokens(Collection<InvoiceId> ids) {
        return ids.stream()
                .collect(Collectors.toMap(id -> id, id -> sealedToken(id).orElseThrow()));
    }

    @Override
    public Optional<Changed> change(InvoiceId id, UnaryOperator<Invoice> step) {
        if (id.equals(broken)) {
            throw new IllegalStateException("The row cannot be read");
        }
        locked.add(id);
        var row = rows.get(id.value());
        if (row == null) {
            return Optional.empty();
        }
        var after = step.apply(row.invoice());
        rows.put(id.value(), new NewInvoice(after, row.tokenHash(), row.sealedToken(), row.explanation()));
        return Optional.of(new Changed(row.invoice(), after));
    }

    @Override
    public void lockCustomers(BranchId branch, Collection<CustomerId> customers) {
        locked.addAll(customers);
    }

    @Override
    public Set<CustomerId> customersWithUnpaid(BranchId branch, Collection<CustomerId> customers, long exceptRun) {
        return all().stream()
                .filter(one -> one.branch().equals(branch) && customers.contains(one.customer()))
                .filter(one -> one.status() == InvoiceStatus.AWAITING_PAYMENT)
                .filter(one -> !Objects.equals(one.issuance().run(), exceptRun))
                .map(Invoice::customer)
                .collect(Collectors.toSet());
    }

    /** One of each invoice. */
    @Override
    public List<InvoiceTally> tallies(BranchId branch, LocalDate today, List<Instant> begins) {
        return all().stream()
                .filter(one -> one.branch().equals(branch) && one.status() != InvoiceStatus.ARCHIVED)
                .map(one -> new InvoiceTally(
                        standing(one, today),
                        (int) begins.stream()
                                .filter(begin -> !begin.isAfter(one.issuedAt()))
                                .count(),
                        1,
                        one.amount(),
                        one.paid(),
                        one.refunded()))
                .filter(tally -> tally.month() > 0 || tally.standing() != Standing.PAID)
                .toList();
    }

    private static Standing standing(Invoice invoice, LocalDate today) {
        if (invoice.status() == InvoiceStatus.PAID) {
            return Standing.PAID;
        }
        return invoice.isExpired(today) ? Standing.EXPIRED : Standing.AWAITING;
    }

    /** Newest first, narrowed by branch and status only. */
    @Override
    public List<Invoice> page(InvoiceFilter filter, InvoiceSort order, @Nullable Position after, int limit) {
        return all().stream()
                .filter(one -> one.branch().equals(filter.branch()))
                .filter(one -> filter.statuses().isEmpty() || filter.statuses().contains(one.status()))
                .filter(one -> after == null || one.id().value() < after.id())
                .sorted(Comparator.comparing((Invoice one) -> one.id().value()).reversed())
                .limit(limit)
                .toList();
    }
}
