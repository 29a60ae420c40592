package org.schoolcrm.mailing.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;

/**
 * What a mailing would do on a day.
 *
 * @param window what the invoices would be for
 * @param amount of all invoices
 * @param segments paid parts of all messages
 * @param costs messages, parts and what they cost, by channel
 * @param cost of all of them in the branch's currency, null where a tariff is missing or in another one
 * @param entries the first of them, without invoices because there are none
 * @param messages the first of them as they would go out
 * @param limited whether a run would stop at the limits of its invoices and ask
 * @param aboveCeiling whether somebody must agree to what it costs, or to not knowing it
 */
public record DryRun(
        LocalDate on,
        DateRange window,
        long customers,
        long billed,
        long failed,
        Map<SkipReason, Long> skipped,
        Money amount,
        long messageCount,
        long segments,
        List<ChannelCost> costs,
        @Nullable Money cost,
        List<RunEntry> entries,
        List<Preview> messages,
        boolean limited,
        boolean aboveCeiling) {}
