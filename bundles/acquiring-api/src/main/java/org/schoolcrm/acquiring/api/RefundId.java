package org.schoolcrm.acquiring.api;

/** One refund. */
public record RefundId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static RefundId fromString(String text) {
        return new RefundId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
