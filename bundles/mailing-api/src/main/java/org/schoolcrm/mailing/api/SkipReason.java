package org.schoolcrm.mailing.api;

/** Why a customer got no invoice from a run; each is shown in the run's report. */
public enum SkipReason {
    /** The forecast is nothing: all is paid. */
    NOTHING_TO_PAY,
    /** There is an unpaid invoice already (R109, A16). */
    UNPAID_INVOICE,
    /** The customer cannot be reached the chosen way (A34). */
    NO_RECIPIENT,
    /** The customer has no account that the mailing is about. */
    NO_ACCOUNT,
    /** Money of theirs is on its way and the balance cannot be trusted. */
    PAYMENT_IN_FLIGHT,
    /** They have left the branch since the run began. */
    NOT_FOUND
}
