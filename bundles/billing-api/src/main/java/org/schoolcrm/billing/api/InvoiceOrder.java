package org.schoolcrm.billing.api;

/** In which order invoices are listed; those that are equal in it are ordered by their ids. */
public record InvoiceOrder(Key key, boolean descending) {

    public static final InvoiceOrder NEWEST_FIRST = new InvoiceOrder(Key.ISSUED, true);

    /** What the order looks at. */
    public enum Key {
        ISSUED,
        AMOUNT,
        CUSTOMER
    }
}
