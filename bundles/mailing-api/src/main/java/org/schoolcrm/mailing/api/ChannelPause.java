package org.schoolcrm.mailing.api;

import java.time.Instant;
import org.schoolcrm.channel.spi.SendOutcome.Cause;

/**
 * Why a channel's messages wait although it is installed.
 *
 * @param detail the provider's answer
 * @param since when it began
 * @param until when the channel is tried again; a held one with a single message
 */
public record ChannelPause(String channel, Kind kind, Cause cause, String detail, Instant since, Instant until) {

    /** Whether the provider or a person ends it. */
    public enum Kind {
        /** The provider is busy or does not answer; it passes by itself. */
        BUSY,
        /** The provider refuses us all: a person must look, and may release the channel. */
        HELD
    }
}
