package org.schoolcrm.billing.core;

import static org.schoolcrm.billing.api.BillingProblem.INVOICE_UNKNOWN;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Booking;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.IssuedInvoice;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.ReceivedPayment;
import org.schoolcrm.billing.core.InvoiceTransitions.Step;
import org.schoolcrm.billing.spi.InvoiceStore;
import org.schoolcrm.billing.spi.IssuerStore;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Site;
import org.schoolcrm.runtime.api.Transactions;

/** Where invoices are issued, looked up, paid and archived. */
public final class Invoicing implements Billing {

    private final InvoiceStore store;
    private final InvoiceIssuance office;
    private final Site site;
    private final ManualDrafts drafts;
    private final Transactions transactions;
    private final InvoiceTransitions steps;
    private final DuplicateInvoiceCheck earlier;
    private final IssuerStore issuers;

    public Invoicing(
            InvoiceStore store,
            InvoiceIssuance office,
            Site site,
            ManualDrafts drafts,
            Transactions transactions,
            InvoiceTransitions steps,
            DuplicateInvoiceCheck earlier,
            IssuerStore issuers) {
        this.store = store;
        this.office = office;
        this.site = site;
        this.drafts = drafts;
        this.transactions = transactions;
        this.steps = steps;
        this.earlier = earlier;
        this.issuers = issuers;
    }

    @Override
    public IssuedInvoice issueManual(ManualInvoice request, Actor actor) {
        var draft = drafts.draft(request);
        return transactions.inTransaction(() -> {
            earlier.settle(draft, request.earlier(), actor);
            return issueAll(List.of(draft), actor).get(0);
        });
    }

    @Override
    public List<IssuedInvoice> issueAll(List<InvoiceDraft> drafts, Actor actor) {
        return office.issue(drafts, actor);
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
        var sealed = store.sealedToken(id).orElseThrow(() -> INVOICE_UNKNOWN.refuse(id));
        return link(office.open(id, sealed));
    }

    @Override
    public Map<InvoiceId, String> links(Collection<InvoiceId> ids) {
        return store.sealedTokens(ids).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> link(office.open(one.getKey(), one.getValue()))));
    }

    @Override
    public String link(String token) {
        return site.at("/i/" + token).toString();
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
    public Invoice book(InvoiceId id, ReceivedPayment receipt, Actor actor) {
        return bookAll(List.of(new Booking(id, receipt, actor))).get(0);
    }

    @Override
    public List<Invoice> bookAll(List<Booking> bookings) {
        return transactions.inTransaction(() -> {
            var wanted = new LinkedHashMap<InvoiceId, Step>();
            for (var one : bookings) {
                var step = new Step(invoice -> booked(invoice, one.receipt()), one.actor());
                if (wanted.put(one.invoice(), step) != null) {
                    throw new IllegalArgumentException("Two bookings at once for invoice " + one.invoice());
                }
            }
            var changed = steps.takeAll(wanted, "invoice.booked");
            return bookings.stream()
                    .map(one -> Optional.ofNullable(changed.get(one.invoice()))
                            .orElseThrow(() -> INVOICE_UNKNOWN.refuse(one.invoice()))
                            .after())
                    .toList();
        });
    }

    private Invoice booked(Invoice invoice, ReceivedPayment receipt) {
        return invoice.book(receipt).under(issuers.inForce(invoice.branch()).orElse(null));
    }

    private Invoice change(InvoiceId id, UnaryOperator<Invoice> step, String action, Actor actor) {
        return transactions.inTransaction(() -> steps.take(id, step, action, actor)
                .orElseThrow(() -> INVOICE_UNKNOWN.refuse(id))
                .after());
    }
}
