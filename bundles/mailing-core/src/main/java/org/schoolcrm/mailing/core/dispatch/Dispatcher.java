package org.schoolcrm.mailing.core.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.CompositionException;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.approval.ApprovalTransitions;
import org.schoolcrm.mailing.core.channel.ChannelCircuitBreaker;
import org.schoolcrm.mailing.core.channel.ChannelCircuitBreaker.SendPermit;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.DeliveryAddress;
import org.schoolcrm.mailing.core.channel.RedactedText;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.core.dispatch.PreSendCheck.Objection;
import org.schoolcrm.mailing.spi.ChatBindingStore;
import org.schoolcrm.mailing.spi.MessageRoutes;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.Outbox.ClaimedMessage;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Meters;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the messages of a provider account out of the outbox and sends them: claim, compose once, mark, send, complete. No
 * transaction lasts over a network call (channels.md 2.2).
 */
public final class Dispatcher implements JobHandler {

    static final String KIND = "message-dispatch";

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** Longer than any channel waits for an answer, as short as a dead node's messages may wait (reliability.md 2). */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final int BATCH = 50;
    private static final String WITHOUT_FILES = "went without its PDF, which could not be printed";

    private final Outbox outbox;
    private final MessageRoutes routes;
    private final StopList stopList;
    private final DeliveryStatusPoller poller;
    private final PreSendCheck preSendCheck;
    private final MessageDrafts drafts;
    private final ChannelCircuitBreaker circuitBreaker;
    private final Routing routing;
    private final ChatBindingStore bindings;
    private final ApprovalTransitions approvals;
    private final Attentions attentions;
    private final Transactions transactions;
    private final Clock clock;
    private final Meters meters;
    private final String dispatcherId = UUID.randomUUID().toString();

    public Dispatcher(
            Outbox outbox,
            MessageRoutes routes,
            PreSendCheck preSendCheck,
            MessageDrafts drafts,
            ChannelCircuitBreaker circuitBreaker,
            Routing routing,
            ChatBindingStore bindings,
            ApprovalTransitions approvals,
            Attentions attentions,
            Transactions transactions,
            Clock clock,
            Meters meters) {
        this.outbox = outbox;
        this.routes = routes;
        this.stopList = new StopList(outbox);
        this.poller = new DeliveryStatusPoller(outbox, transactions, clock);
        this.preSendCheck = preSendCheck;
        this.drafts = drafts;
        this.circuitBreaker = circuitBreaker;
        this.routing = routing;
        this.bindings = bindings;
        this.approvals = approvals;
        this.attentions = attentions;
        this.transactions = transactions;
        this.clock = clock;
        this.meters = meters;
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
        var channel = routing.connected(account);
        if (channel.isEmpty()) {
            return JobOutcome.done();
        }
        poller.poll(channel.get());
        var permit = circuitBreaker.permit(channel.get(), BATCH);
        if (permit.messages() == 0) {
            return JobOutcome.done();
        }
        var scope = routing.scope(channel.get(), circuitBreaker.paused());
        if (scope.isEmpty()) {
            return JobOutcome.done();
        }
        var claimed =
                transactions.inTransaction(() -> outbox.claim(scope.get(), dispatcherId, LEASE, permit.messages()));
        boolean available = dispatch(channel.get(), permit, claimed);
        return available && claimed.size() == BATCH ? JobOutcome.again(clock.now()) : JobOutcome.done();
    }

    /** One after the other; once the circuit opens, the rest goes back untried; false if it did. */
    private boolean dispatch(ConnectedChannel channel, SendPermit permit, List<ClaimedMessage> claimed) {
        var checked = preSendCheck.check(channel, claimed);
        var batch = drafts.prepare(channel.encoding(), claimed);
        int failures = 0;
        boolean available = true;
        for (var one : claimed) {
            var message = reworded(
                    readdressed(one, checked.addresses().get(one.id())),
                    checked.texts().get(one.id()));
            var objection = checked.objections().get(message.id());
            if (objection != null) {
                end(message, objection);
            } else if (!available) {
                end(message, Objection.later(clock.now(), "the provider is left alone"));
            } else {
                var attempt = send(channel, batch, message);
                complete(channel, message, attempt, checked.deadlines().get(message.id()), batch.lacksFiles(message));
                if (attempt.tellsOfProvider()) {
                    var outcome = attempt.outcome();
                    failures = ChannelCircuitBreaker.isFailure(outcome) ? failures + 1 : 0;
                    available = !opensCircuit(channel.id(), permit, outcome, failures);
                }
            }
        }
        return available;
    }

    private ClaimedMessage readdressed(ClaimedMessage message, @Nullable String address) {
        if (address == null) {
            return message;
        }
        transactions.run(() -> outbox.readdress(message.id(), message.fence(), address));
        return message.to(address);
    }

    private ClaimedMessage reworded(ClaimedMessage message, @Nullable Template text) {
        if (text == null) {
            return message;
        }
        transactions.run(() -> outbox.reword(message.id(), message.fence(), text.version()));
        return message.in(text);
    }

    private boolean opensCircuit(ProviderAccountId account, SendPermit permit, SendOutcome outcome, int failures) {
        return ChannelCircuitBreaker.isAffectedBy(permit, outcome, failures)
                && transactions.inTransaction(() -> circuitBreaker.opensAfter(account, permit, outcome, failures));
    }

    private void end(ClaimedMessage message, Objection why) {
        transactions.run(() -> {
            boolean mine = outbox.complete(message.id(), message.fence(), why.state(), null, why.again(), why.detail());
            if (mine && why.goesOn()) {
                routes.fail(message.id(), why.unreachable());
            }
        });
    }

    /**
     * How a try ended.
     *
     * @param tellsOfProvider whether the provider had a part in it; what is wrong with one message is no news of it
     */
    private record Attempt(SendOutcome outcome, boolean tellsOfProvider) {

        static Attempt ours(SendOutcome.Kind kind, SendOutcome.Cause cause, String detail) {
            return new Attempt(SendOutcome.of(kind, cause, detail), false);
        }
    }

    private Attempt send(ConnectedChannel channel, MessageDrafts.Batch batch, ClaimedMessage message) {
        var address = DeliveryAddress.forProvider(channel.name(), message.address());
        if (address.isEmpty()) {
            return Attempt.ours(SendOutcome.Kind.REJECTED, SendOutcome.Cause.ADDRESS, "the address cannot be used");
        }
        var onWire = new AtomicBoolean();
        var lost = new AtomicBoolean();
        try {
            var kept = message.composed();
            var composed = kept == null ? composeOnce(channel, batch, message, address.get()) : kept;
            var context = new SendContext() {

                @Override
                public boolean beforeWire() {
                    onWire.set(
                            transactions.inTransaction(() -> outbox.markOnWire(message.id(), message.fence(), LEASE)));
                    lost.set(!onWire.get());
                    return onWire.get();
                }

                @Override
                public void moved(String to) {
                    transactions.run(() -> {
                        outbox.readdress(message.id(), message.fence(), to);
                        bindings.move(channel.name(), message.address(), to);
                    });
                }
            };
            var outcome = channel.send(new SendRequest(reference(message.id()), address.get(), composed), context);
            return new Attempt(outcome, !lost.get() && (onWire.get() || outcome.kind() != SendOutcome.Kind.REJECTED));
        } catch (CompositionException e) {
            return new Attempt(e.outcome(), e.outcome().kind() == SendOutcome.Kind.HELD);
        } catch (RuntimeException e) {
            LOG.warn("Message {} was not sent by {}", message.id(), channel.account(), e);
            var kind = onWire.get() ? SendOutcome.Kind.UNCERTAIN : SendOutcome.Kind.RETRYABLE;
            return Attempt.ours(kind, SendOutcome.Cause.NONE, e.toString());
        }
    }

    private ComposedMessage composeOnce(
            ConnectedChannel channel, MessageDrafts.Batch batch, ClaimedMessage message, String address) {
        var composed = channel.compose(batch.draft(message, reference(message.id()), address));
        transactions.run(() -> {
            boolean mine = outbox.keepComposed(message.id(), message.fence(), composed);
            if (mine && batch.lacksFiles(message)) {
                attentions.raise(new Attention(
                        message.branch().value(), "message.without-invoice", subject(message), WITHOUT_FILES));
            }
        });
        return composed;
    }

    /** Of a run that prints nothing people are told once. */
    private static String subject(ClaimedMessage message) {
        return message.run() == null ? "message:" + message.id() : "run:" + message.run();
    }

    private void complete(
            ConnectedChannel channel,
            ClaimedMessage message,
            Attempt attempt,
            @Nullable Instant deadline,
            boolean lacksFiles) {
        var outcome = attempt.outcome();
        var now = clock.now();
        var state = stateAfter(channel, message, outcome);
        var again = switch (outcome.kind()) {
            case THROTTLED -> Retries.afterPause(now, outcome.retryAfter());
            case HELD ->
                isOfTemplate(outcome)
                        ? Retries.afterFailure(now, message.attempts(), null, deadline)
                        : Retries.afterPause(now, outcome.retryAfter());
            case RETRYABLE, UNCERTAIN -> Retries.afterFailure(now, message.attempts(), outcome.retryAfter(), deadline);
            case ACCEPTED, REJECTED -> now;
        };
        var told = RedactedText.masked(outcome.detail());
        var detail = lacksFiles ? WITHOUT_FILES + "; " + told : told;
        meters.count(
                "crm.messages", "channel", channel.name(), "state", state.name().toLowerCase(Locale.ROOT));
        transactions.run(() -> {
            boolean mine = outbox.complete(message.id(), message.fence(), state, outcome.providerId(), again, detail);
            if (mine && attempt.tellsOfProvider() && outcome.kind() == SendOutcome.Kind.REJECTED) {
                stopList.learn(message.branch(), channel.name(), message.address(), outcome.cause(), detail);
            }
            if (mine && outcome.cause() == SendOutcome.Cause.POLICY) {
                attentions.raise(new Attention(
                        message.branch().value(),
                        "channel.refused-by-policy",
                        "provider-account:" + channel.id(),
                        detail));
            }
            if (mine && isOfTemplate(outcome)) {
                approvals.doubt(channel, message.body());
            }
            if (mine && surelyNotSent(state)) {
                routes.fail(message.id(), outcome.cause() == SendOutcome.Cause.ADDRESS);
            }
        });
    }

    /** The provider refuses one text, and others may go; the message waits for what the provider says of it. */
    private static boolean isOfTemplate(SendOutcome outcome) {
        return outcome.kind() == SendOutcome.Kind.HELD && outcome.cause() == SendOutcome.Cause.TEMPLATE;
    }

    private static boolean surelyNotSent(MessageState state) {
        return state == MessageState.DEAD || state == MessageState.REJECTED;
    }

    private static MessageState stateAfter(ConnectedChannel channel, ClaimedMessage message, SendOutcome outcome) {
        var retry = Retries.areLeft(message.attempts()) ? MessageState.RETRY_WAIT : MessageState.DEAD;
        return switch (outcome.kind()) {
            case ACCEPTED -> MessageState.ACCEPTED;
            case THROTTLED -> MessageState.PENDING;
            case HELD -> isOfTemplate(outcome) ? retry : MessageState.PENDING;
            case RETRYABLE -> retry;
            case REJECTED -> MessageState.REJECTED;
            case UNCERTAIN -> channel.idempotency() == Idempotency.DEDUPES ? retry : MessageState.UNCERTAIN;
        };
    }

    /** Our reference of a message at its provider, the same for every attempt. */
    public static String reference(long id) {
        return "o-" + id;
    }
}
