package org.schoolcrm.acquiring.api;

/** How far a refund has come. News can only move it up. */
public enum RefundStatus {
    /** Committed before the bank was called. */
    INTENT,
    /** Nobody knows whether the bank has it. Silence is no answer: it stays so until the bank or a person tells. */
    UNKNOWN,
    /** The bank has it in hand. */
    PENDING,
    /** The bank said no, or never got it: another one may be made. */
    REFUSED,
    /** The money went back. */
    DONE,
    /** The money went back and returned to us, because it could not be delivered. */
    RETURNED;

    public RefundStatus join(RefundStatus news) {
        return compareTo(news) >= 0 ? this : news;
    }

    /** Whether its amount may still leave us. */
    public boolean isOpen() {
        return this != REFUSED && this != DONE && this != RETURNED;
    }
}
