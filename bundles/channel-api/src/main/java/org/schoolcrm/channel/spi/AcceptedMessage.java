package org.schoolcrm.channel.spi;

import java.time.Instant;

/**
 * A message that the provider has and that nothing final is known of.
 *
 * @param providerId the provider's number for it
 * @param address whom it was for
 * @param since when it went on the wire
 */
public record AcceptedMessage(String reference, String providerId, String address, Instant since) {

    /** Addresses are personal: they never reach a log. */
    @Override
    public String toString() {
        return "AcceptedMessage[" + reference + "]";
    }
}
