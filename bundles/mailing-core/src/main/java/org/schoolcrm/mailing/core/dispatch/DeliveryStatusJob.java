package org.schoolcrm.mailing.core.dispatch;

import java.time.Duration;
import java.util.List;
import org.schoolcrm.channel.spi.AcceptedMessage;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.mailing.core.channel.ChannelCircuitBreaker;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.Outbox.PendingDelivery;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks providers what became of the messages that they have: after a minute, after two, after four and so on, for three
 * days. Whoever calls us is asked only about what he has not called about for ten minutes.
 */
public final class DeliveryStatusJob implements JobHandler {

    static final String KIND = "message-status";

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryStatusJob.class);
    private static final Duration PERIOD = Duration.ofSeconds(15);
    private static final Duration WAIT = Duration.ofMinutes(1);
    private static final Duration WAIT_FOR_CALLS = Duration.ofMinutes(10);
    private static final Duration WITHIN = Duration.ofDays(3);
    private static final int BATCH = 100;

    private final Outbox outbox;
    private final Routing routing;
    private final ChannelCircuitBreaker circuitBreaker;
    private final DeliveryReceiptProcessor receipts;
    private final Transactions transactions;
    private final Clock clock;

    public DeliveryStatusJob(
            Outbox outbox,
            Routing routing,
            ChannelCircuitBreaker circuitBreaker,
            DeliveryReceiptProcessor receipts,
            Transactions transactions,
            Clock clock) {
        this.outbox = outbox;
        this.routing = routing;
        this.circuitBreaker = circuitBreaker;
        this.receipts = receipts;
        this.transactions = transactions;
        this.clock = clock;
    }

    static boolean asks(ConnectedChannel channel) {
        return channel.can(Capability.STATUS_QUERY);
    }

    static JobId job(ProviderAccountId account) {
        return new JobId(KIND, account.toString());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(String account) {
        var channel = routing.connected(account).filter(DeliveryStatusJob::asks);
        if (channel.isEmpty()) {
            return JobOutcome.done();
        }
        boolean more = !circuitBreaker.paused().contains(channel.get().id()) && askAbout(channel.get()) == BATCH;
        return JobOutcome.again(more ? clock.now() : clock.now().plus(PERIOD));
    }

    /** About how many messages. */
    private int askAbout(ConnectedChannel channel) {
        var wait = channel.can(Capability.RECEIPTS) ? WAIT_FOR_CALLS : WAIT;
        var claimed = transactions.inTransaction(() -> outbox.claimAccepted(channel.id(), wait, WITHIN, BATCH));
        if (!claimed.isEmpty()) {
            receipts.take(channel.id(), ask(channel, claimed));
        }
        return claimed.size();
    }

    private static List<DeliveryReceipt> ask(ConnectedChannel channel, List<PendingDelivery> pending) {
        var asked = pending.stream()
                .map(one -> new AcceptedMessage(
                        Dispatcher.reference(one.id()),
                        one.providerId(),
                        DeliveryAddress.forProvider(channel.name(), one.address())
                                .orElse(one.address()),
                        one.since()))
                .toList();
        try {
            return channel.poll(asked);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be asked about messages", channel.account(), e);
            return List.of();
        }
    }
}
