package org.schoolcrm.mailing.api;

/** Whether a customer agrees to be written to by a channel, as far as the school knows. */
public enum Consent {
    UNKNOWN,
    GIVEN,
    WITHDRAWN
}
