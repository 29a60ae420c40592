package org.schoolcrm.billing.api.token;

/** A token of the API; the number is no secret. */
public record ApiTokenId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static ApiTokenId fromString(String text) {
        return new ApiTokenId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
