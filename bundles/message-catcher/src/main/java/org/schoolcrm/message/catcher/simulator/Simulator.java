package org.schoolcrm.message.catcher.simulator;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.message.catcher.simulator.Callbacks.Outcome;

/**
 * A provider: answers requests by its documented protocol, records what it accepts, and calls the sender back when a
 * test or a person says what became of a message.
 */
public abstract class Simulator {

    private static final int CALLS_KEPT = 1_000;

    private final String provider;
    private final CaughtMessages messages;
    private final Callbacks callbacks;
    private final Deque<ProviderCall> calls = new ArrayDeque<>();
    private volatile Behaviour behaviour = Behaviour.NORMAL;

    protected Simulator(String provider, CaughtMessages messages, Callbacks callbacks) {
        this.provider = provider;
        this.messages = messages;
        this.callbacks = callbacks;
    }

    /** Also its path on a server with several providers. */
    public final String provider() {
        return provider;
    }

    public final void behave(Behaviour wanted) {
        behaviour = wanted;
    }

    /** Everything that senders asked, oldest first. */
    public final synchronized List<ProviderCall> calls() {
        return List.copyOf(calls);
    }

    /** What the provider accepted, oldest first. */
    public final List<CaughtMessage> accepted() {
        return messages.acceptedBy(provider);
    }

    /** The fates that this provider can report of a message. */
    public abstract Set<MessageState> reportable();

    /** Lets a message reach a state, and tells the sender if it asked to be told. */
    @CanIgnoreReturnValue
    public final CompletableFuture<Outcome> report(CaughtMessage message, MessageState state) {
        if (!reportable().contains(state)) {
            throw new IllegalArgumentException(provider + " does not report " + state);
        }
        return told(messages.reach(message, state));
    }

    /** The recipient of earlier messages writes something. */
    @CanIgnoreReturnValue
    public abstract CompletableFuture<Outcome> reply(String recipient, String text);

    /** A message has reached its newest state. */
    protected abstract CompletableFuture<Outcome> told(CaughtMessage message);

    /** The answer by the protocol, or the wanted refusal where a message would have been accepted. */
    protected abstract ProviderAnswer answer(ProviderCall call);

    /** Whether a request sends a message; only these are subject to the behaviour. */
    protected abstract boolean sends(ProviderCall call);

    protected final CaughtMessages messages() {
        return messages;
    }

    protected final Callbacks callbacks() {
        return callbacks;
    }

    protected final Instant now() {
        return messages.now();
    }

    protected final CompletableFuture<Outcome> call(
            @Nullable URI address,
            Map<String, String> headers,
            byte[] body,
            List<Duration> retries,
            Predicate<HttpResponse<String>> answered) {
        return address == null
                ? nobodyAsked()
                : callbacks.send(new Callbacks.Callback(address, headers, body, retries, answered));
    }

    protected static CompletableFuture<Outcome> nobodyAsked() {
        return CompletableFuture.completedFuture(Outcome.NOBODY_ASKED);
    }

    protected static boolean is200(HttpResponse<String> answer) {
        return answer.statusCode() == 200;
    }

    protected final IllegalArgumentException neverSays(Refusal refusal) {
        return new IllegalArgumentException(provider + " never says " + refusal.reason());
    }

    final Reaction reaction(ProviderCall call) {
        synchronized (this) {
            calls.addLast(call);
            if (calls.size() > CALLS_KEPT) {
                calls.removeFirst();
            }
        }
        return sends(call) ? behaviour.on(call) : Reaction.normal();
    }
}
