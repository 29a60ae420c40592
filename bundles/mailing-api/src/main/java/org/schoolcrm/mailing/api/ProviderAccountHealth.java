package org.schoolcrm.mailing.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.Approval;

/**
 * How an account with a provider fares.
 *
 * @param installed whether the provider's adapter is there
 * @param pause why it sends nothing, null if it does
 * @param lastDay its messages that were written within 24 hours, by state
 * @param balance null if it has never been asked for
 * @param templates how many of the branches' texts its provider has approved, refused or is looking at
 */
public record ProviderAccountHealth(
        boolean installed,
        @Nullable ChannelPause pause,
        Map<MessageState, Long> lastDay,
        @Nullable AccountBalance balance,
        Map<Approval.Kind, Long> templates) {}
