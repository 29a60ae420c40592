package org.schoolcrm.acquiring.api;

/** One visit to a bank's payment form, inside the house; the bank knows it by its order number. */
public record AttemptId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
