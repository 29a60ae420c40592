package org.schoolcrm.mailing.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.SendOutcome.Cause;

/**
 * When what happened to a message after its provider had it; null for what has not happened, or is not known.
 *
 * @param failure why it could not be delivered
 */
public record DeliveryMoments(
        @Nullable Instant sent,
        @Nullable Instant delivered,
        @Nullable Instant read,
        @Nullable Instant failed,
        @Nullable Cause failure) {

    public static final DeliveryMoments NONE = new DeliveryMoments(null, null, null, null, null);
}
