package org.schoolcrm.billing.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of invoices; {@code next} is the cursor of the page after it, null on the last one. */
public record InvoicePage(List<Invoice> invoices, @Nullable String next) {

    public InvoicePage {
        invoices = List.copyOf(invoices);
    }
}
