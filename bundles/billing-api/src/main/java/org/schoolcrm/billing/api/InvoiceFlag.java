package org.schoolcrm.billing.api;

/** What a person should know about the money of an invoice (forecast-rules.md 6). */
public enum InvoiceFlag {
    PAID_LATE,
    PAID_TWICE,
    PAID_AFTER_ARCHIVE,
    OVERPAID
}
