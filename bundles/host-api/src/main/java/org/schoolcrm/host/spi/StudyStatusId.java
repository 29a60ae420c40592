package org.schoolcrm.host.spi;

/** Where a customer stands in the school's own list of study statuses. */
public record StudyStatusId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static StudyStatusId fromString(String text) {
        return new StudyStatusId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
