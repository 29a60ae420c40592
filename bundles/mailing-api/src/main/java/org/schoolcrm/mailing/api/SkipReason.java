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
    /** No subscription of the account is active, so there is no cost of one (forecast-rules.md 4). */
    NO_ACTIVE_SUBSCRIPTION,
    /** None of the account's subscriptions has the chosen subject and lesson type (R102, R103). */
    OTHER_SUBJECT,
    /** Was at no lesson in the last 30 days (R107). */
    NOT_ATTENDED_LATELY,
    /** Has no lesson on the day of the mailing (R108). */
    NO_LESSON_THAT_DAY,
    /** «Остаток (уроки)» is outside the range (R104). */
    LESSONS_LEFT_OUTSIDE,
    /** «Остаток (деньги)» is outside the range (R105). */
    MONEY_LEFT_OUTSIDE,
    /** Money of theirs is on its way and the balance cannot be trusted. */
    PAYMENT_IN_FLIGHT,
    /** They have left the branch since the run began. */
    NOT_FOUND
}
