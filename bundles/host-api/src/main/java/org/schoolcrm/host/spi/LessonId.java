package org.schoolcrm.host.spi;

/** One lesson of the calendar. */
public record LessonId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static LessonId fromString(String text) {
        return new LessonId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
