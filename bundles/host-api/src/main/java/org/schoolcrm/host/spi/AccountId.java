package org.schoolcrm.host.spi;

/** An account of a customer: the base one, or the separate one of a subscription, which has that subscription's number. */
public record AccountId(long value) {

    public static final AccountId BASE = new AccountId(0);

    public AccountId {
        if (value < 0) {
            throw new IllegalArgumentException("There is no account " + value);
        }
    }

    public static AccountId of(SubscriptionId subscription) {
        return new AccountId(subscription.value());
    }

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static AccountId fromString(String text) {
        return new AccountId(Long.parseLong(text));
    }

    public boolean isBase() {
        return value == 0;
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
