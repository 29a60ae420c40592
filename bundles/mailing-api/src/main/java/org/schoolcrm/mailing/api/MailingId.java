package org.schoolcrm.mailing.api;

/** An automatic mailing. */
public record MailingId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static MailingId fromString(String text) {
        return new MailingId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
