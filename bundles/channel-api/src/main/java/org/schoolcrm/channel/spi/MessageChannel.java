package org.schoolcrm.channel.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One way to reach people. Keeps no state, never retries by itself and never throws for what a provider or a network
 * does: every end of a sending is a {@link SendOutcome}.
 */
@ConsumerType
public interface MessageChannel {

    /** Lower-case and permanent, such as {@code email}: it is stored with every message. */
    String name();

    /** What happens to a message whose fate is unknown depends on this (protocols/channels.md 4.3). */
    Idempotency idempotency();

    /** How values must be written into a text for this channel. */
    Encoding encoding();

    /** Makes the exact bytes that will be sent. Pure and offline, so that a preview is what is sent. */
    ComposedMessage compose(MessageDraft draft);

    /** Hands the message over. Calls {@link SendContext#beforeWire} before the first byte that could send it. */
    SendOutcome send(SendRequest request, SendContext context);

    /** What the provider does about a message that it gets twice. */
    enum Idempotency {
        /** It sends it once. */
        DEDUPES,
        /** It can be asked afterwards whether it has it. */
        CAN_BE_ASKED,
        /** It sends it twice. */
        NONE
    }

    /** The language of the channel's texts. */
    enum Encoding {
        PLAIN,
        HTML
    }
}
