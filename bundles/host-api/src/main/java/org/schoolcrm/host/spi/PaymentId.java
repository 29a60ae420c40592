package org.schoolcrm.host.spi;

/** A payment that billing asks the CRM to post; billing's own number, never used twice. */
public record PaymentId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static PaymentId fromString(String text) {
        return new PaymentId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
