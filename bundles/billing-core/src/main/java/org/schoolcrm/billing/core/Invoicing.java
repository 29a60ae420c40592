package org.schoolcrm.billing.core;

import static org.schoolcrm.billing.api.BillingProblem.INVOICE_UNKNOWN;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Booking;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.IssuedInvoice;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.ReceivedPayment;
import org.schoolcrm.billing.spi.InvoiceStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;

/** Issues, looks up, books and archives invoices. */
public final class Invoicing implements Billing {

    private final InvoiceStore store;
    private final InvoiceIssuance issuance;
    private final ManualIssuance manual;
    private final InvoiceLinks links;
    private final InvoiceTransitions transitions;
    private final PaymentBooking booking;

    public Invoicing(
            InvoiceStore store,
            InvoiceIssuance issuance,
            ManualIssuance manual,
            InvoiceLinks links,
            InvoiceTransitions transitions,
            PaymentBooking booking) {
        this.store = store;
        this.issuance = issuance;
        this.manual = manual;
        this.links = links;
        this.transitions = transitions;
        this.booking = booking;
    }

    @Override
    public IssuedInvoice issueManual(ManualInvoice request, Actor actor) {
        return manual.issue(request, actor);
    }

    @Override
    public List<IssuedInvoice> issueAll(List<InvoiceDraft> drafts, Actor actor) {
        return issuance.issue(drafts, actor);
    }

    @Override
    public void lockCustomers(BranchId branch, Collection<CustomerId> who) {
        store.lockCustomers(branch, who);
    }

    @Override
    public Set<CustomerId> customersWithUnpaid(BranchId branch, Collection<CustomerId> who, long exceptRun) {
        return store.customersWithUnpaid(branch, who, exceptRun);
    }

    @Override
    public Optional<Invoice> find(InvoiceId id) {
        return store.find(id);
    }

    @Override
    public List<Invoice> findAll(Collection<InvoiceId> ids) {
        return store.findAll(ids);
    }

    @Override
    public Optional<Invoice> findByToken(String token) {
        return store.findByTokenHash(new InvoiceToken(token).hash());
    }

    @Override
    public List<Invoice> ofCustomer(BranchId branch, CustomerId customer) {
        return store.ofCustomer(branch, customer);
    }

    @Override
    public InvoiceExplanation explain(InvoiceId id) {
        return store.explanation(id).orElseThrow(() -> INVOICE_UNKNOWN.refuse(id));
    }

    @Override
    public String link(InvoiceId id) {
        return links.of(id);
    }

    @Override
    public Map<InvoiceId, String> links(Collection<InvoiceId> ids) {
        return links.of(ids);
    }

    @Override
    public String link(String token) {
        return links.of(token);
    }

    @Override
    public Invoice archive(InvoiceId id, Actor actor) {
        return change(id, Invoice::archive, "invoice.archived", actor);
    }

    @Override
    public Invoice close(InvoiceId id, Actor actor) {
        return change(id, Invoice::close, "invoice.closed", actor);
    }

    @Override
    public Invoice book(InvoiceId id, ReceivedPayment payment, Actor actor) {
        return bookAll(List.of(new Booking(id, payment, actor))).get(0);
    }

    @Override
    public List<Invoice> bookAll(List<Booking> bookings) {
        return booking.bookAll(bookings);
    }

    @Override
    public Invoice refund(InvoiceId id, Money back, Actor actor) {
        return booking.refund(id, back, actor);
    }

    private Invoice change(InvoiceId id, UnaryOperator<Invoice> step, String action, Actor actor) {
        return transitions
                .apply(id, step, action, actor)
                .orElseThrow(() -> INVOICE_UNKNOWN.refuse(id))
                .after();
    }
}
