package org.schoolcrm.billing.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceFilter;
import org.schoolcrm.billing.api.InvoiceOrder;

/** Looks through the invoices of a branch. Implemented by {@code persistence}. */
@ConsumerType
public interface InvoiceSearch {

    List<Invoice> page(InvoiceFilter filter, InvoiceOrder order, @Nullable Position after, int limit);

    /** Where a page ended: the value that the order looks at, and the id of the invoice. */
    record Position(long value, long id) {}
}
