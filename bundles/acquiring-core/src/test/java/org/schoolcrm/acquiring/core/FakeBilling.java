package org.schoolcrm.acquiring.core;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.Issuance;
import org.schoolcrm.billing.api.IssuedInvoice;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.PaymentState;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.billing.api.ReceivedPayment;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;

/** Invoices in memory; only what online payment asks for. */
public final class FakeBilling implements Billing {

    private final Map<InvoiceId, Invoice> invoices = new ConcurrentHashMap<>();

    public Invoice add(long id, String amount, LocalDate until) {
        var issued = LocalDate.parse("2026-09-01");
        var invoice = new Invoice(
                new InvoiceId(id),
                "1-2026-00000" + id,
                new BilledAccount(new BranchId(1), new CustomerId(100 + id), AccountId.BASE),
                new InvoicedAmount(CalculationMethod.MANUAL, Money.of(amount, "RUB"), new DateRange(issued, issued)),
                new PaymentTerm(issued, until),
                PaymentState.unpaid(Money.of(amount, "RUB"), false),
                new Issuance(Instant.parse("2026-09-01T06:00:00Z"), null));
        invoices.put(invoice.id(), invoice);
        return invoice;
    }

    public Invoice get(InvoiceId id) {
        return find(id).orElseThrow();
    }

    @Override
    public Optional<Invoice> find(InvoiceId id) {
        return Optional.ofNullable(invoices.get(id));
    }

    @Override
    public Invoice book(InvoiceId id, ReceivedPayment payment, Actor actor) {
        return invoices.compute(id, (key, invoice) -> invoice.book(payment));
    }

    @Override
    public Invoice refund(InvoiceId id, Money back, Actor actor) {
        return invoices.compute(id, (key, invoice) -> invoice.refund(back));
    }

    @Override
    public Invoice close(InvoiceId id, Actor actor) {
        return invoices.compute(id, (key, invoice) -> invoice.close());
    }

    @Override
    public Invoice archive(InvoiceId id, Actor actor) {
        return invoices.compute(id, (key, invoice) -> invoice.archive());
    }

    @Override
    public void lockCustomers(BranchId branch, Collection<CustomerId> customers) {}

    @Override
    public IssuedInvoice issueManual(ManualInvoice request, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<IssuedInvoice> issueAll(List<InvoiceDraft> drafts, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<CustomerId> customersWithUnpaid(BranchId branch, Collection<CustomerId> customers, long exceptRun) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Invoice> findAll(Collection<InvoiceId> ids) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Invoice> findByToken(String token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Invoice> ofCustomer(BranchId branch, CustomerId customer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InvoiceExplanation explain(InvoiceId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<InvoiceId, String> links(Collection<InvoiceId> ids) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String link(InvoiceId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String link(String token) {
        throw new UnsupportedOperationException();
    }
}
