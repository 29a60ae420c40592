package org.schoolcrm.mailing.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a channel is.
 *
 * @param present whether its bundle is installed and started
 * @param pause why it is left alone, null if it is not
 * @param messages of all time, by state
 * @param oldestWaiting since when the longest waiting message is due, null if none waits
 */
public record ChannelHealth(
        String channel,
        boolean present,
        @Nullable ChannelPause pause,
        Map<MessageState, Long> messages,
        @Nullable Instant oldestWaiting) {}
