package org.schoolcrm.acquiring.spi;

/** What can be done after a call. */
public enum Remedy {
    /** Nothing: the answer stands. */
    NONE,
    /** Sending the same again is safe. */
    SEND_AGAIN,
    /** Only asking is safe. */
    ASK,
    /** A person must correct the settings of the merchant account. */
    CORRECT_SETTINGS
}
