package org.schoolcrm.acquiring.api;

/** What has become of the fiscal receipt (54-ФЗ) of a payment or a refund. News can only move it up. */
public enum ReceiptStatus {
    /** None is printed by the bank, or it does not tell of it. */
    NONE,
    /** The bank prints one once the money has moved, and will tell of it. */
    PENDING,
    /** The bank should have told of it long ago. */
    LATE,
    /** The bank could not print it. */
    FAILED,
    /** It is printed. */
    DONE;

    public ReceiptStatus join(ReceiptStatus news) {
        return compareTo(news) >= 0 ? this : news;
    }
}
