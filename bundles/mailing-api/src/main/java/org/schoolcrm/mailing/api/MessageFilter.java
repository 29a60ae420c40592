package org.schoolcrm.mailing.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;

/**
 * Which messages of a branch.
 *
 * @param states empty for all
 * @param channel null for all
 * @param run null for all
 * @param customer null for all
 */
public record MessageFilter(
        BranchId branch,
        Set<MessageState> states,
        @Nullable String channel,
        @Nullable RunId run,
        @Nullable CustomerId customer) {

    public MessageFilter {
        states = Set.copyOf(states);
    }
}
