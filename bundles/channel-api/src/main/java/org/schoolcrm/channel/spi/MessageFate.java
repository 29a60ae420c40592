package org.schoolcrm.channel.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a provider says about a message whose answer was lost.
 *
 * @param providerId the provider's number for the message, null if it has none
 */
public record MessageFate(Kind kind, @Nullable String providerId) {

    /** What is known now. */
    public enum Kind {
        /** The provider has it. */
        ACCEPTED,
        /** The provider never got it and never will: safe to send. */
        NOT_FOUND,
        /** Nobody can say just now: never send, ask again. */
        UNKNOWN
    }

    public static final MessageFate NOT_FOUND = new MessageFate(Kind.NOT_FOUND, null);
    public static final MessageFate UNKNOWN = new MessageFate(Kind.UNKNOWN, null);

    public static MessageFate accepted(@Nullable String providerId) {
        return new MessageFate(Kind.ACCEPTED, providerId);
    }
}
