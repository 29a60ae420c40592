package org.schoolcrm.acquiring.spi;

/** How the payer is to pay. */
public enum PaymentMethod {
    /** As the payer chooses on the bank's form. */
    ANY,
    CARD,
    /** The Faster Payments System (СБП). */
    SBP
}
