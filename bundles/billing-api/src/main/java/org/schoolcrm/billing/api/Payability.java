package org.schoolcrm.billing.api;

/** Whether the link of an invoice leads to a payment, and if not, why not (forecast-rules.md 6). */
public enum Payability {
    PAYABLE,
    ARCHIVED,
    PAID,
    NOT_YET,
    EXPIRED
}
