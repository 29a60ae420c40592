package org.schoolcrm.mailing.core.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.core.channel.ChannelCircuitBreaker;
import org.schoolcrm.mailing.core.channel.ChannelCircuitBreaker.Pass;
import org.schoolcrm.mailing.core.channel.RedactedText;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.core.template.Rendering;
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
 * transaction lasts over a network call (channels.md 2.2).
 */
public final class Dispatcher implements JobHandler {

    static final String KIND = "message-dispatch";

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** Longer than any channel waits for an answer, as short as a dead node's messages may wait (reliability.md 2). */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final int BATCH = 50;

    private final Outbox outbox;
    private final DeliveryStatusPoller inquiries;
    private final PreSendCheck lastLook;
    private final ChannelCircuitBreaker gate;
    private final Routing routing;
    private final Transactions transactions;
    private final Clock clock;
    private final String me = UUID.randomUUID().toString();

    public Dispatcher(
            Outbox outbox,
            PreSendCheck lastLook,
            ChannelCircuitBreaker gate,
            Routing routing,
            Transactions transactions,
            Clock clock) {
        this.outbox = outbox;
        this.inquiries = new DeliveryStatusPoller(outbox, transactions, clock);
        this.lastLook = lastLook;
        this.gate = gate;
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
        var pass = gate.pass(channel.get(), BATCH);
        if (pass.messages() == 0) {
            return JobOutcome.done();
        }
        var claimed = transactions.inTransaction(() -> outbox.claim(channelName, me, LEASE, pass.messages()));
        boolean open = dispatch(channel.get(), pass, claimed);
        return open && claimed.size() == BATCH ? JobOutcome.again(clock.now()) : JobOutcome.done();
    }

    /** One after the other; as soon as the provider closes, the rest goes back untried. */
    private boolean dispatch(MessageChannel channel, Pass pass, List<ClaimedMessage> claimed) {
        var look = lastLook.at(channel, claimed);
        int failures = 0;
        boolean open = true;
        for (var message : claimed) {
            var objection = look.objections().get(message.id());
            if (objection != null) {
                end(message, objection.state(), objection.again(), objection.detail());
            } else if (!open) {
                end(message, MessageState.PENDING, clock.now(), "the provider is left alone");
            } else {
                var outcome = send(channel, message);
                complete(channel, message, outcome, look.deadlines().get(message.id()));
                failures = outcome.kind() == SendOutcome.Kind.RETRYABLE ? failures + 1 : 0;
                open = !closes(channel.name(), pass, outcome, failures);
            }
        }
        return open;
    }

    private boolean closes(String channel, Pass pass, SendOutcome outcome, int failures) {
        return ChannelCircuitBreaker.minds(pass, outcome, failures)
                && transactions.inTransaction(() -> gate.closesAfter(channel, pass, outcome, failures));
    }

    private void end(ClaimedMessage message, MessageState state, @Nullable Instant again, String detail) {
        transactions.run(() -> outbox.complete(message.id(), message.fence(), state, null, again, detail));
    }

    private SendOutcome send(MessageChannel channel, ClaimedMessage message) {
        var onWire = new AtomicBoolean();
        try {
            var composed = message.composed() == null ? composeOnce(channel, message) : message.composed();
            return channel.send(new SendRequest(reference(message.id()), message.address(), composed), () -> {
                onWire.set(transactions.inTransaction(() -> outbox.markOnWire(message.id(), message.fence(), LEASE)));
                return onWire.get();
            });
        } catch (RuntimeException e) {
            LOG.warn("Message {} was not sent by channel {}", message.id(), channel.name(), e);
            var kind = onWire.get() ? SendOutcome.Kind.UNCERTAIN : SendOutcome.Kind.RETRYABLE;
            return SendOutcome.of(kind, e.toString());
        }
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

    private void complete(
            MessageChannel channel, ClaimedMessage message, SendOutcome outcome, @Nullable Instant deadline) {
        var now = clock.now();
        var state = stateAfter(channel, message, outcome);
        var again = switch (outcome.kind()) {
            case THROTTLED, HELD -> Retries.afterPause(now, outcome.retryAfter());
            case RETRYABLE, UNCERTAIN -> Retries.afterFailure(now, message.attempts(), outcome.retryAfter(), deadline);
            case ACCEPTED, REJECTED -> now;
        };
        var words = RedactedText.masked(outcome.detail());
        transactions.run(() -> {
            boolean mine = outbox.complete(message.id(), message.fence(), state, outcome.providerId(), again, words);
            if (mine
                    && outcome.kind() == SendOutcome.Kind.REJECTED
                    && outcome.cause().isForGood()) {
                outbox.suppress(channel.name(), message.address(), words);
            }
            if (mine && failsOver(state, outcome)) {
                outbox.fallBack(message.id());
            }
        });
    }

    /** Only what surely was not sent may go another way, and only if the other way could be better. */
    private static boolean failsOver(MessageState state, SendOutcome outcome) {
        return state == MessageState.DEAD
                || (state == MessageState.REJECTED && outcome.cause().isForGood());
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
    public static String reference(long id) {
        return "o-" + id;
    }
}
