package org.schoolcrm.channel.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a sending ended (channels.md 1.1).
 *
 * @param cause why, as far as it changes what is done next
 * @param providerId the provider's number for the message, null if it gave none
 * @param retryAfter how long the provider wants to be left alone, null if it did not say
 * @param detail the provider's own words, for people
 */
public record SendOutcome(
        Kind kind,
        Cause cause,
        @Nullable String providerId,
        @Nullable Duration retryAfter,
        String detail) {

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

    /** Why a message was not accepted. */
    public enum Cause {
        /** Nothing more is known, or nothing is wrong. */
        NONE,
        /** The provider is busy with everybody. */
        PROVIDER_BUSY,
        /** Only this recipient gets too much. */
        RECIPIENT_BUSY,
        /** There is no such address. */
        ADDRESS,
        /** The recipient does not want to be written to. */
        RECIPIENT_REFUSES,
        /** The text is refused. */
        CONTENT,
        /** The message is too large. */
        SIZE,
        /** Our credentials are wrong. */
        AUTH,
        /** Our money at the provider is used up. */
        BALANCE,
        /** Our name or number may not send. */
        SENDER,
        /** Our account is blocked. */
        BANNED,
        /** The provider has not approved the template, or does not any more. */
        TEMPLATE,
        /** The receiver's rules refuse our mail, such as for its reputation: nothing that a recipient could mend. */
        POLICY;

        /** Whether the address must not be written to again; never so for what is not the address's fault. */
        public boolean isForGood() {
            return this == ADDRESS || this == RECIPIENT_REFUSES;
        }
    }

    public static SendOutcome accepted(String providerId) {
        return new SendOutcome(Kind.ACCEPTED, Cause.NONE, providerId, null, "");
    }

    public static SendOutcome of(Kind kind, String detail) {
        return of(kind, Cause.NONE, detail);
    }

    public static SendOutcome of(Kind kind, Cause cause, String detail) {
        return new SendOutcome(kind, cause, null, null, detail);
    }

    /** The provider, or only the recipient, is to be left alone for that long. */
    public static SendOutcome throttled(Cause cause, @Nullable Duration retryAfter, String detail) {
        return new SendOutcome(Kind.THROTTLED, cause, null, retryAfter, detail);
    }

    /** Nothing was sent, because another dispatcher has taken over. */
    public static SendOutcome leaseLost() {
        return of(Kind.RETRYABLE, "another dispatcher has the message");
    }
}
