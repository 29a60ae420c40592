package org.schoolcrm.mailing.api;

import java.time.Instant;
import org.schoolcrm.channel.spi.InboundMessage;

/** What somebody wrote or did in a channel, as it stands on the customer's card. */
public record InboundText(long id, String channel, InboundMessage.Kind kind, String address, String text, Instant at) {

    /** Addresses and words of people are personal: they never reach a log. */
    @Override
    public String toString() {
        return "InboundText[" + id + " " + kind + "]";
    }
}
