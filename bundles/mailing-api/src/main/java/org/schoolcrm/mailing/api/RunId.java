package org.schoolcrm.mailing.api;

/** One firing of a mailing. */
public record RunId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static RunId fromString(String text) {
        return new RunId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
