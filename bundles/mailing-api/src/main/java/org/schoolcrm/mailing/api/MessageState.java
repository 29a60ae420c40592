package org.schoolcrm.mailing.api;

/** Where a message stands (channels.md 2.1). */
public enum MessageState {
    /** Waits for its turn. */
    PENDING,
    /** Its run is paused, or its template is not approved. */
    HELD,
    /** A dispatcher has it. */
    SENDING,
    /** Was surely not sent; waits for the next try. */
    RETRY_WAIT,
    /** The provider has it. */
    ACCEPTED,
    /** The provider says it has arrived. */
    DELIVERED,
    /** The provider says it could not be delivered. */
    UNDELIVERED,
    /** Will never be sent: the address, the content or the size is wrong. */
    REJECTED,
    /** Its address is on the suppression list. */
    SUPPRESSED,
    /** Nothing of it was payable any more: paid, archived or past its term. */
    EXPIRED,
    /** A person or a change of its customer ended it before it was sent. */
    CANCELLED,
    /** It is unknown whether it was sent; a person decides. */
    UNCERTAIN,
    /** Tried often enough. */
    DEAD;

    /** Whether something will still happen to it by itself. */
    public boolean isUnderWay() {
        return this == PENDING || this == HELD || this == SENDING || this == RETRY_WAIT;
    }

    /** Whether a person may end it before it is sent; once a dispatcher has it, nobody can call it back. */
    public boolean mayBeCancelled() {
        return this == PENDING || this == HELD || this == RETRY_WAIT;
    }

    /** Whether a person may have it sent again. */
    public boolean mayBeSentAgain() {
        return this == UNDELIVERED || this == REJECTED || this == SUPPRESSED || this == DEAD || this == UNCERTAIN;
    }
}
