package org.schoolcrm.acquiring.api;

/** An account of the school with a bank. */
public record MerchantAccountId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static MerchantAccountId fromString(String text) {
        return new MerchantAccountId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
