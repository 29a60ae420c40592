package org.schoolcrm.mailing.core;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.Outbox.ClaimedMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the messages of a channel out of the outbox and hands them over: claim, compose once, mark, send, complete. No
 * transaction lasts over a network call (protocols/channels.md 4.3).
 */
public final class Dispatcher implements JobHandler {

    static final String KIND = "message-dispatch";

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final int BATCH = 50;

    private final Outbox outbox;
    private final Inquiries inquiries;
    private final LastLook lastLook;
    private final Routing routing;
    private final Transactions transactions;
    private final Clock clock;
    private final String me = UUID.randomUUID().toString();

    public Dispatcher(Outbox outbox, LastLook lastLook, Routing routing, Transactions transactions, Clock clock) {
        this.outbox = outbox;
        this.inquiries = new Inquiries(outbox, transactions, clock);
        this.lastLook = lastLook;
        this.routing = routing;
        this.transactions = transactions;
        this.clock = clock;
    }

    static JobId job(String channel) {
        return new JobId(KIND, channel);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(String channelName) {
        var channel = routing.find(channelName);
        if (channel.isEmpty()) {
            return JobOutcome.done();
        }
        inquiries.ask(channel.get());
        var claimed = transactions.inTransaction(() -> outbox.claim(channelName, me, LEASE, BATCH));
        var objections = lastLook.objections(channelName, claimed);
        for (var message : claimed) {
            var objection = objections.get(message.id());
            if (objection == null) {
                dispatch(channel.get(), message);
            } else {
                transactions.run(() -> outbox.complete(
                        message.id(), message.fence(), objection.state(), null, objection.again(), objection.detail()));
            }
        }
        return claimed.size() < BATCH ? JobOutcome.done() : JobOutcome.again(clock.now());
    }

    private void dispatch(MessageChannel channel, ClaimedMessage message) {
        var onWire = new AtomicBoolean();
        SendOutcome outcome;
        try {
            var composed = message.composed() == null ? composeOnce(channel, message) : message.composed();
            outcome = channel.send(new SendRequest(reference(message.id()), message.address(), composed), () -> {
                onWire.set(transactions.inTransaction(() -> outbox.markOnWire(message.id(), message.fence())));
                return onWire.get();
            });
        } catch (RuntimeException e) {
            LOG.warn("Message {} was not sent by channel {}", message.id(), channel.name(), e);
            var kind = onWire.get() ? SendOutcome.Kind.UNCERTAIN : SendOutcome.Kind.RETRYABLE;
            outcome = SendOutcome.of(kind, e.toString());
        }
        complete(channel, message, outcome);
    }

    private ComposedMessage composeOnce(MessageChannel channel, ClaimedMessage message) {
        var body = Rendering.body(message.body(), message.values(), channel.encoding());
        var prefix = message.purpose() == Purpose.TEST ? "[test] " : "";
        var subject = prefix + Rendering.subject(message.subject(), message.values());
        var composed = channel.compose(
                new MessageDraft(reference(message.id()), message.address(), subject, body, clock.now()));
        transactions.run(() -> outbox.keepComposed(message.id(), message.fence(), composed));
        return composed;
    }

    private void complete(MessageChannel channel, ClaimedMessage message, SendOutcome outcome) {
        var now = clock.now();
        var state = stateAfter(channel, message, outcome);
        var again = switch (outcome.kind()) {
            case THROTTLED, HELD -> Retries.afterPause(now, outcome.retryAfter());
            case RETRYABLE, UNCERTAIN -> Retries.afterFailure(now, message.attempts());
            case ACCEPTED, REJECTED -> now;
        };
        transactions.run(() ->
                outbox.complete(message.id(), message.fence(), state, outcome.providerId(), again, outcome.detail()));
    }

    private static MessageState stateAfter(MessageChannel channel, ClaimedMessage message, SendOutcome outcome) {
        var retry = Retries.areLeft(message.attempts()) ? MessageState.RETRY_WAIT : MessageState.DEAD;
        return switch (outcome.kind()) {
            case ACCEPTED -> MessageState.ACCEPTED;
            case THROTTLED, HELD -> MessageState.PENDING;
            case RETRYABLE -> retry;
            case REJECTED -> MessageState.REJECTED;
            case UNCERTAIN ->
                channel.idempotency() == MessageChannel.Idempotency.DEDUPES ? retry : MessageState.UNCERTAIN;
        };
    }

    /** Our name for a message at its provider, the same for every try. */
    static String reference(long id) {
        return "o-" + id;
    }
}
