package org.schoolcrm.acquiring.api;

/** Whether what is due of an invoice can be paid online, and if not, what stands in the way. */
public enum PaymentReadiness {
    READY,
    /** The branch has no bank (R004). */
    NOT_CONNECTED,
    /** No merchant account takes this amount, currency, or account of the customer's. */
    NOT_ACCEPTED,
    /** The bank prints receipts, and the customer has neither e-mail nor phone to send one to. */
    NO_RECEIPT_CONTACT
}
