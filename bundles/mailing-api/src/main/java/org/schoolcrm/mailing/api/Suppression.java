package org.schoolcrm.mailing.api;

import java.time.Instant;
import org.schoolcrm.host.spi.BranchId;

/**
 * An address that is not written to by a channel, and why.
 *
 * @param branch from which it is not written to; {@link #SCHOOL} for every branch
 */
public record Suppression(BranchId branch, String channel, String address, String why, Instant since) {

    /** Stands for every branch of the school. */
    public static final BranchId SCHOOL = new BranchId(0);

    /** Addresses are personal: they never reach a log. */
    @Override
    public String toString() {
        return "Suppression[" + channel + "]";
    }
}
