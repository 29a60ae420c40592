package org.schoolcrm.mailing.core.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.MessageRoutes;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.RecurringJob;

/**
 * Once a second wakes the dispatcher of every connected account, reclaims messages of dispatchers that are gone,
 * matches delivery receipts that were faster than their message and lets messages go on to their next station.
 */
public final class OutboxTicker extends RecurringJob {

    static final String KIND = "message-heart";
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int BATCH = 100;

    private final Outbox outbox;
    private final MessageRoutes routes;
    private final Routing routing;
    private final DeliveryReceiptProcessor receipts;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    public OutboxTicker(
            Outbox outbox,
            MessageRoutes routes,
            Routing routing,
            DeliveryReceiptProcessor receipts,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        super(KIND, PERIOD, transactions, jobs, clock);
        this.outbox = outbox;
        this.routes = routes;
        this.routing = routing;
        this.receipts = receipts;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    protected boolean runOnce() {
        var connected = routing.connected();
        var dedupe = connected.stream()
                .filter(channel -> channel.idempotency() == Idempotency.DEDUPES)
                .map(ConnectedChannel::id)
                .collect(Collectors.toSet());
        transactions.run(() -> {
            outbox.reap(dedupe);
            connected.forEach(channel -> jobs.schedule(Dispatcher.job(channel.id()), clock.now()));
            connected.stream()
                    .filter(DeliveryStatusJob::asks)
                    .forEach(channel -> jobs.schedule(DeliveryStatusJob.job(channel.id()), clock.now()));
        });
        receipts.apply();
        receipts.forget();
        goOn(connected);
        return false;
    }

    private void goOn(List<ConnectedChannel> connected) {
        var telling = connected.stream()
                .filter(ConnectedChannel::tellsOfDeliveries)
                .map(ConnectedChannel::id)
                .collect(Collectors.toSet());
        int gone;
        do {
            gone = transactions.inTransaction(() -> routes.goOn(telling, BATCH));
        } while (gone == BATCH);
    }
}
