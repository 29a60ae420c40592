package org.schoolcrm.acquiring.api;

/** One visit to a bank's payment form, inside the house; the bank knows it by its order number. */
public record AttemptId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static AttemptId fromString(String text) {
        return new AttemptId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
