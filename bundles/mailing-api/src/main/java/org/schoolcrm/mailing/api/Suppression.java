package org.schoolcrm.mailing.api;

import java.time.Instant;

/** An address that is not written to by a channel, and why. */
public record Suppression(String channel, String address, String why, Instant since) {

    /** Addresses are personal: they never reach a log. */
    @Override
    public String toString() {
        return "Suppression[" + channel + "]";
    }
}
