package org.schoolcrm.billing.api;

/** An invoice, inside the CRM; outside it is known by its link or its number. */
public record InvoiceId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static InvoiceId fromString(String text) {
        return new InvoiceId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
