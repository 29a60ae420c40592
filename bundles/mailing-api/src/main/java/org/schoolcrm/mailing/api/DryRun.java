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
 * @param cost of all those parts by the channel's tariff, null if it has none
 * @param entries the first of them, without invoices because there are none
 * @param messages the first of them as they would go out
 * @param limited whether a run would stop at its limits and ask
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
        @Nullable Money cost,
        List<RunEntry> entries,
        List<Preview> messages,
        boolean limited) {}
