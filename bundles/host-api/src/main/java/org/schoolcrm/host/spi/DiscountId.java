package org.schoolcrm.host.spi;

/** A discount of a customer. */
public record DiscountId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static DiscountId fromString(String text) {
        return new DiscountId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
