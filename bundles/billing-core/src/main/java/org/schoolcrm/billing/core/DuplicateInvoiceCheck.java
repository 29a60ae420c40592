package org.schoolcrm.billing.core;

import static org.schoolcrm.billing.api.BillingProblem.UNPAID_INVOICE_EXISTS;

import java.util.List;
import java.util.stream.Collectors;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.UnpaidInvoicePolicy;
import org.schoolcrm.billing.spi.InvoiceStore;
import org.schoolcrm.runtime.api.Actor;

/** Sees to it that nobody is asked for the same money twice by mistake (forecast-rules.md 7). */
public final class DuplicateInvoiceCheck {

    private final InvoiceStore store;
    private final InvoiceTransitions transitions;

    public DuplicateInvoiceCheck(InvoiceStore store, InvoiceTransitions transitions) {
        this.store = store;
        this.transitions = transitions;
    }

    /**
     * In the transaction of the new invoice. Refuses if an invoice to be replaced has just been paid. The customer is
     * locked first, as everywhere, so whoever issues for the same customer at the same time is seen here or sees this
     * one, and whoever opens a form for an earlier invoice waits instead of blocking each other.
     */
    void settle(InvoiceDraft draft, UnpaidInvoicePolicy choice, Actor actor) {
        if (choice == UnpaidInvoicePolicy.KEEP) {
            return;
        }
        store.lockCustomers(draft.branch(), List.of(draft.customer()));
        if (choice == UnpaidInvoicePolicy.REPLACE) {
            unpaid(draft).forEach(one -> transitions.apply(one.id(), Invoice::archive, "invoice.replaced", actor));
        }
        var standing = unpaid(draft);
        if (!standing.isEmpty()) {
            throw UNPAID_INVOICE_EXISTS.refuse(
                    standing.stream().map(Invoice::number).collect(Collectors.joining(", ")));
        }
    }

    private List<Invoice> unpaid(InvoiceDraft draft) {
        return store.ofCustomer(draft.branch(), draft.customer()).stream()
                .filter(one -> one.account().equals(draft.account()))
                .filter(one -> one.status() == InvoiceStatus.AWAITING_PAYMENT)
                .toList();
    }
}
