package org.schoolcrm.host.spi;

/** Somebody who works in the CRM. */
public record UserId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static UserId fromString(String text) {
        return new UserId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
