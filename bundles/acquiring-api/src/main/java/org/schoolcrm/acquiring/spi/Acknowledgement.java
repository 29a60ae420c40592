package org.schoolcrm.acquiring.spi;

/** What became of a bank's call, so that the adapter can say it the bank's way. */
public enum Acknowledgement {
    /** It has been stored, and what it says has taken effect or will. */
    ACCEPTED,
    /** It was there before. */
    DUPLICATE,
    /** It is about something that we do not follow. */
    IGNORED,
    /** It is about a payment that we do not know; its money, if any, is held as unassigned. */
    UNKNOWN_PAYMENT,
    /** Its signature is wrong. */
    BAD_SIGNATURE,
    /** It could not be stored: the bank must come again. */
    TRY_LATER
}
