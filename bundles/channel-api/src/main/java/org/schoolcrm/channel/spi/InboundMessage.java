package org.schoolcrm.channel.spi;

import java.time.Instant;

/**
 * What somebody wrote or did in a channel.
 *
 * @param eventKey names the event among all of the account's, so that it counts once however often it is told
 * @param address who, as messages are addressed to them
 * @param text what they wrote; the token of a link for {@link Kind#START}, the new address for {@link Kind#MOVED}
 */
public record InboundMessage(String eventKey, Kind kind, String address, String text, Instant at) {

    /** What it means. */
    public enum Kind {
        /** They opened the chat, perhaps by a link of ours. */
        START,
        /** They want no more messages, or blocked us. */
        STOP,
        /** They lifted a block. */
        RESUMED,
        /** Their address is another one now. */
        MOVED,
        /** They wrote something else. */
        TEXT
    }

    /** Addresses and words of people are personal: they never reach a log. */
    @Override
    public String toString() {
        return "InboundMessage[" + eventKey + " " + kind + "]";
    }
}
