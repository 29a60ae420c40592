package org.schoolcrm.mailing.api;

/** Where a message stands (protocols/channels.md 4.3). */
public enum MessageState {
    /** Waits for its turn. */
    PENDING,
    /** A dispatcher has it. */
    SENDING,
    /** Was surely not sent; waits for the next try. */
    RETRY_WAIT,
    /** The provider has it. */
    ACCEPTED,
    /** Will never be sent. */
    REJECTED,
    /** Nobody knows whether it was sent; a person decides. */
    UNCERTAIN,
    /** Tried often enough. */
    DEAD;

    /** Whether something will still happen to it by itself. */
    public boolean isUnderWay() {
        return this == PENDING || this == SENDING || this == RETRY_WAIT;
    }
}
