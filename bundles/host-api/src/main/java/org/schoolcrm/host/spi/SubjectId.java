package org.schoolcrm.host.spi;

/** What is taught. */
public record SubjectId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static SubjectId fromString(String text) {
        return new SubjectId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
