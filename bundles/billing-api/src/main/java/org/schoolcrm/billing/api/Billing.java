package org.schoolcrm.billing.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;

/**
 * What the CRM may ask billing to do.
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of a {@link BillingProblem}.
 */
@ProviderType
public interface Billing {

    /**
     * Issues an invoice made by hand (R010–R033). With {@link UnpaidInvoicePolicy#ASK} it is refused as {@code UNPAID_INVOICE_EXISTS}
     * while an unpaid invoice of the same account stands.
     */
    IssuedInvoice issueManual(ManualInvoice request, Actor actor);

    /**
     * Issues the invoices of a run's page in the caller's transaction, with a constant number of statements. The
     * caller holds the locks of the customers, see {@link #lockCustomers}.
     */
    List<IssuedInvoice> issueAll(List<InvoiceDraft> drafts, Actor actor);

    /** Makes others who want to invoice these customers wait until the current transaction ends. */
    void lockCustomers(BranchId branch, Collection<CustomerId> customers);

    /** Those of the customers who have an open unpaid invoice in the branch, expired ones included (A15). */
    Set<CustomerId> customersWithUnpaid(BranchId branch, Collection<CustomerId> customers, long exceptRun);

    Optional<Invoice> find(InvoiceId id);

    /** Those that exist, in no particular order. */
    List<Invoice> findAll(Collection<InvoiceId> ids);

    /** The invoice whose link carries the token; as slow for a wrong token as for a right one. */
    Optional<Invoice> findByToken(String token);

    /** Newest first. */
    List<Invoice> ofCustomer(BranchId branch, CustomerId customer);

    InvoiceExplanation explain(InvoiceId id);

    /** The link that leads to the invoice's public page (R040). */
    String link(InvoiceId id);

    /** The links of those that exist. */
    Map<InvoiceId, String> links(Collection<InvoiceId> ids);

    /** The link that a token makes. */
    String link(String token);

    /** Takes the link out of use for good; refuses a paid and an archived invoice (R068, R070). */
    Invoice archive(InvoiceId id, Actor actor);

    /** Ends repeated payment of a paid invoice (A6). */
    Invoice close(InvoiceId id, Actor actor);

    /** Books money that has arrived, in the caller's transaction; the caller books each bank operation once. */
    Invoice book(InvoiceId id, ReceivedPayment payment, Actor actor);

    /**
     * Books on several invoices in one go, as {@link #book} does, and answers in the order of the bookings.
     *
     * @param bookings each for an invoice of its own; two for the same one are refused, and nothing is booked
     */
    default List<Invoice> bookAll(List<Booking> bookings) {
        return bookings.stream()
                .map(one -> book(one.invoice(), one.payment(), one.actor()))
                .toList();
    }

    /**
     * Takes off an invoice what went back to the payer, in the caller's transaction; the caller enters each refund of a
     * bank once.
     *
     * @param back negative when a refund that was taken off before did not happen after all
     */
    Invoice refund(InvoiceId id, Money back, Actor actor);
}
