package org.schoolcrm.acquiring.api;

/** Who prints the receipts of online payments (54-ФЗ); never two. */
public enum FiscalPolicy {
    /** The bank, with each payment and refund. */
    BANK,
    /** The school's own till: the bank is told nothing. */
    OWN_TILL,
    /** Nobody has to. */
    NONE
}
