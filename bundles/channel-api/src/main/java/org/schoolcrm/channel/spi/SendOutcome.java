package org.schoolcrm.channel.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a sending ended (protocols/channels.md 4.2).
 *
 * @param providerId the provider's number for the message, null if it gave none
 * @param retryAfter how long the provider wants to be left alone, null if it did not say
 * @param detail the provider's own words, for people
 */
public record SendOutcome(
        Kind kind, @Nullable String providerId, @Nullable Duration retryAfter, String detail) {

    /** Whether the message has been sent, and what is to be done about it. */
    public enum Kind {
        /** The provider has it. */
        ACCEPTED,
        /** The provider is busy: pause it; not the message's fault. */
        THROTTLED,
        /** Surely not sent: try again later. */
        RETRYABLE,
        /** Never will be: the address, the content or the size is wrong. */
        REJECTED,
        /** The provider refuses everybody: wrong password, no balance. A person must look. */
        HELD,
        /** Nobody knows: never send again by itself. */
        UNCERTAIN
    }

    public static SendOutcome accepted(String providerId) {
        return new SendOutcome(Kind.ACCEPTED, providerId, null, "");
    }

    public static SendOutcome of(Kind kind, String detail) {
        return new SendOutcome(kind, null, null, detail);
    }

    /** Nothing was sent, because another dispatcher has taken over. */
    public static SendOutcome leaseLost() {
        return of(Kind.RETRYABLE, "another dispatcher has the message");
    }
}
