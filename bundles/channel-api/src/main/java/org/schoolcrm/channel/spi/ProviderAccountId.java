package org.schoolcrm.channel.spi;

/** Names a provider account for ever. */
public record ProviderAccountId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
