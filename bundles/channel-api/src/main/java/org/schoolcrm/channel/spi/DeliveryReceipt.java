package org.schoolcrm.channel.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says later about a message that it has accepted.
 *
 * @param eventKey names the event among all of the channel's, so that it counts once however often it is told
 * @param providerId the provider's number for the message, null if it only knows ours
 * @param reference ours, null if the provider does not give it back
 * @param cause why it was not delivered
 * @param at when it happened, by the provider's clock
 */
public record DeliveryReceipt(
        String eventKey,
        @Nullable String providerId,
        @Nullable String reference,
        Kind kind,
        SendOutcome.Cause cause,
        String detail,
        Instant at) {

    /** What happened to the message. */
    public enum Kind {
        DELIVERED,
        READ,
        UNDELIVERED
    }

    /** Words of providers may be personal: they never reach a log. */
    @Override
    public String toString() {
        return "Receipt[" + eventKey + " " + kind + "]";
    }
}
