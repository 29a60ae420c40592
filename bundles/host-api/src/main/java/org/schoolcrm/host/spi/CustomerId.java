package org.schoolcrm.host.spi;

/** A pupil or payer. */
public record CustomerId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static CustomerId fromString(String text) {
        return new CustomerId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
