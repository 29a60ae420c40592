package org.schoolcrm.mailing.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How things stand between a customer and a channel.
 *
 * @param since when the consent was given or withdrawn, null while it is unknown
 * @param writes whether messages go out to the customer by the channel as far as the consent is concerned
 * @param suppressed those of the customer's addresses that are on the stop list, such as a number that refuses SMS
 */
public record ChannelConsent(
        String channel, Consent consent, @Nullable Instant since, boolean writes, List<Suppression> suppressed) {

    public ChannelConsent {
        suppressed = List.copyOf(suppressed);
    }
}
