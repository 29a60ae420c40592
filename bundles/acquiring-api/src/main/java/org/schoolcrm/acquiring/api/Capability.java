package org.schoolcrm.acquiring.api;

/** What a bank, or our adapter for it, can do. */
public enum Capability {
    SBP,
    HOLD,
    PARTIAL_CAPTURE,
    REFUND,
    PARTIAL_REFUND,
    /** A refund may be in hand for days. */
    REFUND_TAKES_TIME,
    CANCEL_UNPAID,
    QUERY_BY_PAYMENT,
    QUERY_BY_ORDER,
    /** The bank asks us before it takes money. */
    PRE_CHECK,
    /** The bank prints receipts (54-ФЗ). */
    RECEIPTS,
    /** The bank reports what became of each receipt. */
    RECEIPT_NOTICES,
    /** Our order number must be a number. */
    NUMERIC_ORDER_ID,
    /** The bank signs what it sends. */
    SIGNED_WEBHOOKS,
    /** The adapter counts refunds by their numbers, because the bank does not tell their sum. */
    REFUNDS_HAVE_IDS
}
