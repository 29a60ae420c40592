package org.schoolcrm.billing.api;

import java.util.Locale;

/** What other systems may want to hear of an invoice. */
public enum InvoiceEvent {
    CREATED,
    /** Money was booked and the invoice is paid; told again for each further payment of one that may be repeated. */
    PAID,
    ARCHIVED;

    /** Such as {@code invoice.paid}; part of the interface for ever. */
    public String type() {
        return "invoice." + name().toLowerCase(Locale.ROOT);
    }
}
