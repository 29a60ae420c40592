package org.schoolcrm.billing.api;

import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;

/**
 * What an invoice is to say before it has a number and a link.
 *
 * @param run the mailing run that wants it, null when made by hand
 */
public record InvoiceDraft(
        BranchId branch,
        CustomerId customer,
        AccountId account,
        @Nullable Long run,
        CalculationMethod method,
        Money amount,
        DateRange period,
        PaymentTerm term,
        boolean repeatable,
        InvoiceExplanation explanation) {}
