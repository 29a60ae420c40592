package org.schoolcrm.acquiring.spi;

/** How far a payment has come at its bank, in words that fit all banks. */
public enum Stage {
    /** The request never reached the bank, or the bank turned it away unread: nothing can have happened. */
    NOT_SENT,
    /** Nobody knows. */
    UNKNOWN,
    /** It waits for the payer or the bank. */
    PENDING,
    /** The money is held on the payer's card and not taken yet. */
    AUTHORIZED,
    /** The money is ours. */
    PAID,
    /** A part of the money went back to the payer. */
    PARTIALLY_REFUNDED,
    /** All of the money went back to the payer. */
    REFUNDED,
    /** The bank or the payer's bank said no. */
    FAILED,
    /** The time ran out. */
    EXPIRED,
    /** The school gave it up: a held amount was let go, or an unpaid form closed. */
    CANCELLED,
    /** The bank took the whole operation back, a payment as well as a mere hold: what was ours of it no longer is. */
    REVERSED;

    /** What it means for the attempt: money that was taken stays taken, whatever went back later. */
    public PaymentOutcome.Status status() {
        return switch (this) {
            case NOT_SENT -> PaymentOutcome.Status.NOT_SENT;
            case UNKNOWN -> PaymentOutcome.Status.UNKNOWN;
            case PENDING, AUTHORIZED -> PaymentOutcome.Status.PENDING;
            case PAID, PARTIALLY_REFUNDED, REFUNDED -> PaymentOutcome.Status.CAPTURED;
            case FAILED, EXPIRED, CANCELLED, REVERSED -> PaymentOutcome.Status.DECLINED;
        };
    }
}
