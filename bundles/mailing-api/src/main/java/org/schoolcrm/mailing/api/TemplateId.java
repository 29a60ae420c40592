package org.schoolcrm.mailing.api;

/** A template of messages. */
public record TemplateId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static TemplateId fromString(String text) {
        return new TemplateId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
