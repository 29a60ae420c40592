package org.schoolcrm.mailing.core.dispatch;

import java.time.Duration;
import java.time.Instant;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.MessageFate;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.Outbox.UncertainMessage;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/**
 * Queries providers that support it for the status of messages of unknown fate, before any of them is sent again. With
 * the other providers a person decides.
 */
final class DeliveryStatusPoller {

    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration SOONEST = Duration.ofSeconds(30);
    private static final Duration LATEST = Duration.ofHours(6);
    private static final int BATCH = 50;

    private final Outbox outbox;
    private final Transactions transactions;
    private final Clock clock;

    DeliveryStatusPoller(Outbox outbox, Transactions transactions, Clock clock) {
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    void poll(ConnectedChannel channel) {
        if (channel.idempotency() != Idempotency.CAN_BE_ASKED) {
            return;
        }
        var claimed = transactions.inTransaction(() -> outbox.claimUncertain(channel.id(), LEASE, BATCH));
        for (var message : claimed) {
            var fate = channel.reconcile(Dispatcher.reference(message.id()), message.since());
            transactions.run(() -> resolve(message, fate));
        }
    }

    private void resolve(UncertainMessage message, MessageFate fate) {
        switch (fate.kind()) {
            case ACCEPTED ->
                outbox.resolve(message.id(), message.fence(), MessageState.ACCEPTED, fate.providerId(), null, "asked");
            case NOT_FOUND ->
                outbox.resolve(
                        message.id(), message.fence(), MessageState.RETRY_WAIT, null, clock.now(), "was not there");
            case UNKNOWN ->
                outbox.resolve(
                        message.id(), message.fence(), MessageState.UNCERTAIN, null, nextPoll(message), "no answer");
        }
    }

    /** The longer the status is unknown, the rarer the polls. */
    private Instant nextPoll(UncertainMessage message) {
        var age = Duration.between(message.since(), clock.now());
        var pause = age.compareTo(SOONEST) < 0 ? SOONEST : age.compareTo(LATEST) > 0 ? LATEST : age;
        return clock.now().plus(pause);
    }
}
