package org.schoolcrm.billing.spi;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;

/** Where invoices live. Implemented by {@code persistence}. */
@ConsumerType
public interface InvoiceStore {

    /** That many ids nobody else gets. */
    List<InvoiceId> newIds(int count);

    /**
     * The first of that many numbers of the branch and year which nobody else gets. They are taken at once and for
     * good: a rolled back invoice leaves a gap, never a number used twice.
     */
    long reserveNumbers(BranchId branch, int year, int count);

    /** New invoices, written in one batch. */
    void addAll(List<NewInvoice> invoices);

    Optional<Invoice> find(InvoiceId id);

    /** Those that exist, in no particular order. */
    List<Invoice> findAll(Collection<InvoiceId> ids);

    Optional<Invoice> findByTokenHash(byte[] hash);

    List<Invoice> ofCustomer(BranchId branch, CustomerId customer);

    Optional<InvoiceExplanation> explanation(InvoiceId id);

    /** The sealed copy of the invoice's token. */
    Optional<String> sealedToken(InvoiceId id);

    /** The sealed copies of the tokens of those that exist. */
    Map<InvoiceId, String> sealedTokens(Collection<InvoiceId> ids);

    /** Locks, steps and saves as one: two callers at once take turns, and a refusal saves nothing. */
    Optional<Changed> change(InvoiceId id, UnaryOperator<Invoice> step);

    /** The same for several in one go, locked all in one order; those that exist. */
    default Map<InvoiceId, Changed> changeAll(Map<InvoiceId, UnaryOperator<Invoice>> steps) {
        var changed = new HashMap<InvoiceId, Changed>();
        steps.forEach((id, step) -> change(id, step).ifPresent(one -> changed.put(id, one)));
        return changed;
    }

    /** Takes the locks of the customers in one go and in one order, until the transaction ends. */
    void lockCustomers(BranchId branch, Collection<CustomerId> customers);

    /** Those of the customers who have an invoice awaiting payment that is not of the given run. */
    Set<CustomerId> customersWithUnpaid(BranchId branch, Collection<CustomerId> customers, long exceptRun);

    /** An invoice with what is stored beside it and never changes. */
    record NewInvoice(
            Invoice invoice,
            String customerName,
            byte[] tokenHash,
            String sealedToken,
            InvoiceExplanation explanation) {

        /** With the customer's name to be looked up later. */
        public NewInvoice(Invoice invoice, byte[] tokenHash, String sealedToken, InvoiceExplanation explanation) {
            this(invoice, "", tokenHash, sealedToken, explanation);
        }
    }

    /** An invoice before and after a step. */
    record Changed(Invoice before, Invoice after) {}
}
