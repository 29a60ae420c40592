package org.schoolcrm.acquiring.simulation;

/** Bugs that can be planted into online payment, to see that the auditor finds them. */
public enum Sabotage {
    NO_UNIQUE_KEY,
    ACK_BEFORE_COMMIT,
    NO_ROLLBACK,
    LATE_FAILURE_WINS,
    ARCHIVED_REFUSES_MONEY,
    POSTING_LOST,
    POSTINGS_LEFT,
    HOST_POSTS_TWICE,
    VERIFIES_NOTHING,
    UNITS_CONFUSED,
    KOPECK_ROUNDED,
    NO_RECONCILER,
    ABSENT_CALLS_ACKNOWLEDGED,
    UNKNOWN_ORDER_CREDITED,
    UNKNOWN_ORDER_DROPPED,
    REFUND_SENT_TWICE,
    REFUND_NOT_ENTERED,
    REFUND_POSTED_UP,
    PART_IS_WHOLE,
    PENDING_IS_PAID,
    LEDGER_FORGETS,
    WRONG_CUSTOMER,
    WRONG_BRANCH,
    ATTEMPT_NOT_SAVED,
    NO_ATTEMPT_ROW,
    INVOICE_NOT_BOOKED,
    INVOICE_BOOKED_TWICE,
    INVOICE_NOT_REFUNDED,
    INBOX_NOT_WRITTEN,
    /** What the bank says of a refund, its last operation, is taken for the payment. */
    REFUND_IS_PAYMENT,
    /** The sum of the last refund is taken for what went back in all. */
    LAST_REFUND_IS_TOTAL,
    /** That something went back is taken for a proof that our refund did. */
    OTHER_REFUND_IS_OURS,
    /** A paid order that the bank reverses is not understood. */
    REVERSAL_IGNORED,
    /** News of another transaction of the order rename the payment. */
    LATE_NUMBER_WINS,
    /** Where the bank names no currency it is taken to be roubles. */
    ROUBLES_ASSUMED,
    /** A refund that the bank has accepted is taken for done. */
    ACCEPTED_IS_DONE,
    /** A refund is asked about by sending it again, although keys do not work for every refund, nor for ever. */
    REFUND_ASKED_BY_SENDING,
    /** A refund that fails after it was done is not heard of. */
    FAILED_REFUND_UNHEARD,
    /** Of several payments of an order the one that was declined is taken for it. */
    DECLINED_TRY_IS_PAYMENT
}
