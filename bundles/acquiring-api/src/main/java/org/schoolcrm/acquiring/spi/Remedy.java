package org.schoolcrm.acquiring.spi;

/** What can be done after a call. */
public enum Remedy {
    /** Nothing: the answer stands. */
    NONE,
    /** Sending the same again is safe. */
    SEND_AGAIN,
    /** The bank was heard and said nothing final: only asking is safe. */
    ASK,
    /** The bank was not heard: only asking is safe, and not at once. */
    WAIT,
    /** A person must correct the settings of the merchant account. */
    CORRECT_SETTINGS
}
