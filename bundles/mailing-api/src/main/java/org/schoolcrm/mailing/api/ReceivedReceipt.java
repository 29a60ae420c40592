package org.schoolcrm.mailing.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendOutcome.Cause;

/**
 * A delivery receipt as operators see it.
 *
 * @param providerId the provider's number for the message, null if it only named ours
 * @param at when it happened, by the provider's clock
 */
public record ReceivedReceipt(
        ProviderAccountId account,
        @Nullable String providerId,
        DeliveryReceipt.Kind kind,
        Cause cause,
        String detail,
        Instant at,
        Instant receivedAt,
        Effect effect) {

    /** What came of it. */
    public enum Effect {
        /** Its message is not known yet. */
        WAITS,
        /** The message moved on. */
        APPLIED,
        /** More was known already. */
        STALE,
        /** No message of ours became known in time. */
        UNMATCHED
    }

    /** Providers' answers are personal: they never reach a log. */
    @Override
    public String toString() {
        return "ReceivedReceipt[" + kind + " " + effect + "]";
    }
}
