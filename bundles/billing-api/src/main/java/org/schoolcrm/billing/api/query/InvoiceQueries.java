package org.schoolcrm.billing.api.query;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.Branch;

/** «Финансы» → «Счета»: the invoices of a branch, listed and summed up (R060). */
@ProviderType
public interface InvoiceQueries {

    /** Refuses a cursor that no page has given. */
    InvoicePage page(InvoiceFilter filter, InvoiceSort order, @Nullable String cursor, int limit);

    /** What is still to be paid in the branch now, and what its last twelve months asked for and brought. */
    InvoiceSummary summary(Branch branch);
}
