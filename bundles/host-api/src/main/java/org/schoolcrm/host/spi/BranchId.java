package org.schoolcrm.host.spi;

/** A branch of the school. */
public record BranchId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static BranchId fromString(String text) {
        return new BranchId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
