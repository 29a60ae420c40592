package org.schoolcrm.billing.api;

/** AWAITING_PAYMENT → PAID or ARCHIVED; expiry is computed, never stored (forecast-rules.md 6). */
public enum InvoiceStatus {
    AWAITING_PAYMENT,
    PAID,
    ARCHIVED;

    public boolean canBecome(InvoiceStatus next) {
        return switch (this) {
            case AWAITING_PAYMENT -> next == PAID || next == ARCHIVED;
            case ARCHIVED -> next == PAID;
            case PAID -> false;
        };
    }
}
