package org.schoolcrm.billing.spi;

import org.schoolcrm.money.Money;

/**
 * Invoices of a branch that stand alike, were issued in the same month and ask for the same currency.
 *
 * @param month how many of the months asked about had begun when they were issued; 0 if none had
 * @param amount what they ask for, all together
 * @param paid what has been booked on them, all together
 * @param refunded what went back of that
 */
public record InvoiceTally(Standing standing, int month, long invoices, Money amount, Money paid, Money refunded) {

    /** What an invoice that is not archived waits for. */
    public enum Standing {
        AWAITING,
        EXPIRED,
        PAID
    }
}
