package org.schoolcrm.billing.api;

/** What a person should know about the money of an invoice (forecast-rules.md 6). */
public enum InvoiceFlag {
    PAID_LATE,
    PAID_TWICE,
    PAID_AFTER_ARCHIVE,
    OVERPAID,
    /** All money went back. Never stored, but seen from the sums. */
    REFUNDED,
    /** So much went back that less than the amount is left; of a repeatable one any part. Never stored either. */
    PARTLY_REFUNDED
}
