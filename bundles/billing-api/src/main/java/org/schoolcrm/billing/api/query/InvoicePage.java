package org.schoolcrm.billing.api.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Invoice;

/** A page of invoices; {@code next} is the cursor of the page after it, null on the last one. */
public record InvoicePage(List<Invoice> invoices, @Nullable String next) {

    public InvoicePage {
        invoices = List.copyOf(invoices);
    }
}
