package org.schoolcrm.billing.api;

import java.util.Locale;

/** What happens to an invoice that other systems can subscribe to. */
public enum InvoiceEvent {
    CREATED,
    /** Money was booked and the invoice is paid; published again for each further payment of a repeatable one. */
    PAID,
    ARCHIVED,
    /** Money of it went back to the payer, or a refund booked before turned out not to have happened. */
    REFUNDED;

    /** Such as {@code invoice.paid}; part of the interface for ever. */
    public String type() {
        return "invoice." + name().toLowerCase(Locale.ROOT);
    }
}
