package org.schoolcrm.channel.spi;

/** Names a provider account for ever. */
public record ProviderAccountId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static ProviderAccountId fromString(String text) {
        return new ProviderAccountId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
