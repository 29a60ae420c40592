package org.schoolcrm.acquiring.api;

/**
 * How far a payment attempt has come. News can only move it up: what banks say in whatever order, and however often,
 * ends the same (I6).
 */
public enum AttemptStatus {
    /** Committed before the bank was called. */
    INTENT,
    /** Nobody knows whether the bank has it. */
    UNKNOWN,
    /** The bank has it and waits for the payer. */
    PENDING,
    /** The bank said no, the payer gave up, or the time ran out. */
    DECLINED,
    /** The money is ours; a late no does not change that. */
    CAPTURED;

    /** The later of what we knew and what we hear. */
    public AttemptStatus join(AttemptStatus news) {
        return compareTo(news) >= 0 ? this : news;
    }

    public boolean isOpen() {
        return this != DECLINED && this != CAPTURED;
    }
}
