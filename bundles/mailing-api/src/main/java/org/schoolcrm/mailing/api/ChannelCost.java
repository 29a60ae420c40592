package org.schoolcrm.mailing.api;

import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * What messages of one channel cost.
 *
 * @param segments paid parts
 * @param cost by the tariff of the account that would send them, null if that has none
 */
public record ChannelCost(
        String channel,
        long messages,
        long segments,
        @Nullable Money cost) {}
