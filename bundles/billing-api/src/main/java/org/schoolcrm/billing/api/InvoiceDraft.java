package org.schoolcrm.billing.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;

/**
 * What an invoice is to say before it has a number and a link.
 *
 * @param customerName as the CRM has it now, by which invoices are listed; empty where it is looked up later
 * @param repeatable whether it may be paid again once paid (R029)
 * @param run the mailing run that wants it, null when made by hand
 */
public record InvoiceDraft(
        BilledAccount billed,
        String customerName,
        InvoicedAmount invoiced,
        PaymentTerm term,
        boolean repeatable,
        @Nullable Long run,
        InvoiceExplanation explanation) {

    /** With the customer's name to be looked up later. */
    public InvoiceDraft(
            BilledAccount billed,
            InvoicedAmount invoiced,
            PaymentTerm term,
            boolean repeatable,
            @Nullable Long run,
            InvoiceExplanation explanation) {
        this(billed, "", invoiced, term, repeatable, run, explanation);
    }

    /** The invoice that it becomes. */
    public Invoice issue(InvoiceId id, String number, Instant now) {
        return new Invoice(
                id, number, billed, invoiced, term, PaymentState.unpaid(amount(), repeatable), new Issuance(now, run));
    }

    public BranchId branch() {
        return billed.branch();
    }

    public CustomerId customer() {
        return billed.customer();
    }

    public AccountId account() {
        return billed.account();
    }

    public Money amount() {
        return invoiced.amount();
    }

    public DateRange period() {
        return invoiced.period();
    }
}
