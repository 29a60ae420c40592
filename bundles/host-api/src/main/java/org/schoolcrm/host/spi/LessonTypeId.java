package org.schoolcrm.host.spi;

/** How it is taught: individual, group, trial. */
public record LessonTypeId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static LessonTypeId fromString(String text) {
        return new LessonTypeId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
