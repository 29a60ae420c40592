package org.schoolcrm.channel.spi;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.money.Money;

/**
 * One way to reach people. Keeps no state, never retries by itself and never throws for what a provider or a network
 * does: every end of a sending is a {@link SendOutcome}.
 */
@ConsumerType
public interface MessageChannel {

    /** Lower-case and permanent, such as {@code email}: it is stored with every message. */
    String name();

    /** What happens to a message whose fate is unknown depends on this (channels.md 1.2). */
    Idempotency idempotency();

    /** How values must be written into a text for this channel. */
    Encoding encoding();

    /**
     * Makes the exact bytes that will be sent. Pure and offline, so that a preview is what is sent.
     *
     * @throws CompositionException if there are none, such as for an address that cannot be written to as it stands
     */
    ComposedMessage compose(MessageDraft draft);

    /** Hands the message over. Calls {@link SendContext#beforeWire} before the first byte that could send it. */
    SendOutcome send(SendRequest request, SendContext context);

    /**
     * What became of a message that was handed over and not answered for; only asked where {@link #idempotency} says
     * {@code CAN_BE_ASKED}. A provider that does not answer this either leaves it {@link MessageFate#UNKNOWN}.
     *
     * @param since when the message went on the wire
     */
    default MessageFate reconcile(String reference, Instant since) {
        return MessageFate.UNKNOWN;
    }

    /** How fast the provider wants to be written to. */
    default Pace pace() {
        return Pace.FREE;
    }

    /** What one paid part of a message costs by the tariff that is set; nothing if none is. Never asks the network. */
    default Optional<Money> pricePerPart() {
        return Optional.empty();
    }

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
