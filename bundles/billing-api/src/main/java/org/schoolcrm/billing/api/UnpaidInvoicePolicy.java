package org.schoolcrm.billing.api;

/** What is to become of unpaid invoices that ask for the same money as a new one. */
public enum UnpaidInvoicePolicy {
    /** The new invoice is refused with their numbers, so that somebody decides. */
    ASK,
    /** They stay: the payer is asked twice on purpose. */
    KEEP,
    /** They go to the archive in the same step. */
    REPLACE
}
