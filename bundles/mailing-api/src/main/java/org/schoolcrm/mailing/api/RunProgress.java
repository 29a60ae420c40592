package org.schoolcrm.mailing.api;

import java.util.Map;
import org.schoolcrm.money.Money;

/**
 * How far a run has come; derived from its rows, never counted beside them.
 *
 * @param customers planned so far
 * @param done customers whose pages are finished
 * @param amount of all invoices issued
 * @param messages by state
 */
public record RunProgress(
        MailingRun run,
        long customers,
        long done,
        long billed,
        long failed,
        Map<SkipReason, Long> skipped,
        Money amount,
        Map<MessageState, Long> messages) {}
