package org.schoolcrm.mailing.core.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageChannel.Idempotency;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.RecurringJob;

/**
 * Once a second wakes the dispatcher of every installed channel, reclaims messages of dispatchers that are gone and
 * matches delivery receipts that were faster than their message.
 */
public final class OutboxTicker extends RecurringJob {

    static final String KIND = "message-heart";
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Outbox outbox;
    private final List<MessageChannel> channels;
    private final DeliveryReceiptProcessor receipts;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    public OutboxTicker(
            Outbox outbox,
            List<MessageChannel> channels,
            DeliveryReceiptProcessor receipts,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        super(KIND, PERIOD, transactions, jobs, clock);
        this.outbox = outbox;
        this.channels = channels;
        this.receipts = receipts;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    protected boolean runOnce() {
        var dedupe = channels.stream()
                .filter(channel -> channel.idempotency() == Idempotency.DEDUPES)
                .map(MessageChannel::name)
                .collect(Collectors.toSet());
        transactions.run(() -> {
            outbox.reap(dedupe);
            channels.forEach(channel -> jobs.schedule(Dispatcher.job(channel.name()), clock.now()));
        });
        receipts.apply();
        receipts.forget();
        return false;
    }
}
