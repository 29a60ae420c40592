package org.schoolcrm.mailing.api;

import java.time.Instant;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendOutcome.Cause;

/**
 * Why messages of a provider account wait although its adapter is installed.
 *
 * @param detail the provider's answer
 * @param since when it began
 * @param until when the account is tried again; a held one with a single message
 */
public record ChannelPause(
        ProviderAccountId account, Kind kind, Cause cause, String detail, Instant since, Instant until) {

    /** Whether the provider or a person ends it. */
    public enum Kind {
        /** The provider is busy or does not answer; it passes by itself. */
        BUSY,
        /** The provider refuses us all: a person must look, and may release the account. */
        HELD,
        /** A person has stopped the account; it is never tried, and nobody but a person releases it. */
        STOPPED
    }
}
