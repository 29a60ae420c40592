package org.schoolcrm.billing.api.report;

/** A report of a bulk operation. */
public record ReportId(long value) {

    /** Reads the decimal digits of an address; nonsense is a {@link NumberFormatException}. */
    public static ReportId fromString(String text) {
        return new ReportId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
