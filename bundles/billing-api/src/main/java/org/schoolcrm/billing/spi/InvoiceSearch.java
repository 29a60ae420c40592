package org.schoolcrm.billing.spi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.query.InvoiceSort;
import org.schoolcrm.host.spi.BranchId;

/** Looks through the invoices of a branch. Implemented by {@code persistence}. */
@ConsumerType
public interface InvoiceSearch {

    List<Invoice> page(InvoiceFilter filter, InvoiceSort order, @Nullable Position after, int limit);

    /**
     * Adds up, by one statement, the invoices of the branch that are not archived: those issued since the first month
     * began, and older ones that are unpaid.
     *
     * @param today on which a term must not be over yet
     * @param begins of months that follow each other, the earliest first; the last one has no end
     */
    List<InvoiceTally> tallies(BranchId branch, LocalDate today, List<Instant> begins);

    /** Where a page ended: the number that the order looks at, if it looks at one, and the id of the invoice. */
    record Position(long value, long id) {}
}
