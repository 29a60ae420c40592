package org.schoolcrm.acquiring.spi;

/** What became of a bank's call, so that the adapter can say it the bank's way. */
public enum Acknowledgement {
    /** It has been stored, and what it says has taken effect or will. */
    ACCEPTED,
    /** It was there before. */
    DUPLICATE,
    /** Its signature is wrong. */
    BAD_SIGNATURE
}
