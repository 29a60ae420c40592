package org.schoolcrm.billing.api.query;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;

/**
 * Which invoices of a branch; what is null or empty does not narrow (R060, R062).
 *
 * @param issuedFrom issued then or later
 * @param issuedBefore issued before then
 * @param expiredOn unpaid on that day although their term is over
 * @param number contained in the invoice's number
 */
public record InvoiceFilter(
        BranchId branch,
        @Nullable CustomerId customer,
        Set<InvoiceStatus> statuses,
        @Nullable CalculationMethod method,
        @Nullable Instant issuedFrom,
        @Nullable Instant issuedBefore,
        @Nullable LocalDate expiredOn,
        @Nullable String number) {

    public InvoiceFilter {
        statuses = Set.copyOf(statuses);
    }

    /** All invoices of the branch. */
    public static InvoiceFilter all(BranchId branch) {
        return new InvoiceFilter(branch, null, Set.of(), null, null, null, null, null);
    }
}
