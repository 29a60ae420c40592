package org.schoolcrm.host.spi;

/** What a customer bought. */
public record SubscriptionId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static SubscriptionId fromString(String text) {
        return new SubscriptionId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
