package org.schoolcrm.billing.api.query;

/** In which order invoices are listed; those that are equal in it are ordered by their ids. */
public record InvoiceSort(Key key, boolean descending) {

    public static final InvoiceSort NEWEST_FIRST = new InvoiceSort(Key.ISSUED, true);

    /** What the order looks at. */
    public enum Key {
        ISSUED,
        AMOUNT,
        CUSTOMER
    }
}
