package org.schoolcrm.mailing.api;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * How far a run has come; derived from its rows, never counted beside them.
 *
 * @param customers planned so far
 * @param done customers whose pages are finished
 * @param amount of all invoices issued
 * @param messages by state
 * @param funnel how far its invoices have come to their customers
 * @param channelAbsent whether messages wait for a channel that is not installed
 * @param perMinute customers done, on average since it began; null when there is nothing to say
 * @param left a guess from the customers done so far, null when there is nothing to guess from
 * @param remindersWaiting reminders that are still to come; the run is over without them
 */
public record RunProgress(
        MailingRun run,
        long customers,
        long done,
        long billed,
        long failed,
        Map<SkipReason, Long> skipped,
        Money amount,
        Map<MessageState, Long> messages,
        Funnel funnel,
        boolean channelAbsent,
        @Nullable Long perMinute,
        @Nullable Duration left,
        long remindersWaiting) {

    /**
     * Of all accounts that the run has written to, to how many at least one message came so far, by whatever channel.
     *
     * @param sent a provider has one
     * @param read as a provider reports
     * @param opened the page of an invoice was
     * @param paid an invoice is
     */
    public record Funnel(long issued, long sent, long delivered, long read, long opened, long paid) {}
}
