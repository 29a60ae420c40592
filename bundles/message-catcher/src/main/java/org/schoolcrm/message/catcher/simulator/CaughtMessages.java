package org.schoolcrm.message.catcher.simulator;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What all providers accepted, the newest few thousand, in memory only. */
public final class CaughtMessages {

    private static final int KEPT = 2_000;

    private final Clock clock;
    private final int kept;
    private final NavigableMap<Long, CaughtMessage> messages = new TreeMap<>();
    private long accepted;
    private long revision;

    public CaughtMessages(Clock clock) {
        this(clock, KEPT);
    }

    public CaughtMessages(Clock clock, int kept) {
        this.clock = clock;
        this.kept = kept;
    }

    /** Records what a provider takes from a sender. */
    public CaughtMessage accept(Route route, Content content, String id, String reference, @Nullable URI callback) {
        return add(route, content, id, reference, callback, MessageState.ACCEPTED);
    }

    /** Records what a recipient writes. */
    public CaughtMessage reply(Route route, String text, String id) {
        return add(route, Content.plain(text), id, "", null, MessageState.REPLY);
    }

    public synchronized Optional<CaughtMessage> find(long number) {
        return Optional.ofNullable(messages.get(number));
    }

    /** By the provider's own number. */
    public synchronized Optional<CaughtMessage> find(String provider, String id) {
        return messages.descendingMap().values().stream()
                .filter(message ->
                        message.provider().equals(provider) && message.id().equals(id))
                .findFirst();
    }

    /** Newest first. */
    public synchronized List<CaughtMessage> newest() {
        return List.copyOf(messages.descendingMap().values());
    }

    /** What one provider accepted from senders, oldest first. */
    public synchronized List<CaughtMessage> acceptedBy(String provider) {
        return messages.values().stream()
                .filter(message -> message.provider().equals(provider) && !message.isReply())
                .toList();
    }

    /** The newest message to a recipient. */
    public synchronized Optional<CaughtMessage> lastTo(String provider, String recipient) {
        return messages.descendingMap().values().stream()
                .filter(message -> message.provider().equals(provider)
                        && message.recipient().equals(recipient)
                        && !message.isReply())
                .findFirst();
    }

    /** How many were ever accepted, also those no longer kept. */
    public synchronized long count() {
        return accepted;
    }

    /** Changes with every change, so that a page knows whether to read again. */
    public synchronized long revision() {
        return revision;
    }

    public synchronized void clear() {
        messages.clear();
        revision++;
    }

    CaughtMessage reach(CaughtMessage message, MessageState state) {
        return change(message, now -> now.reach(state, clock.instant()));
    }

    CaughtMessage edit(CaughtMessage message, Content content) {
        return change(message, now -> now.edited(content));
    }

    Instant now() {
        return clock.instant();
    }

    private synchronized CaughtMessage change(CaughtMessage message, UnaryOperator<CaughtMessage> step) {
        var changed = step.apply(messages.getOrDefault(message.number(), message));
        messages.replace(message.number(), changed);
        revision++;
        return changed;
    }

    private synchronized CaughtMessage add(
            Route route, Content content, String id, String reference, @Nullable URI callback, MessageState state) {
        var now = clock.instant();
        var first = List.of(new CaughtMessage.Step(now, state));
        var message = new CaughtMessage(revision + 1, route, content, id, reference, callback, now, first);
        revision++;
        messages.put(message.number(), message);
        if (state != MessageState.REPLY) {
            accepted++;
        }
        if (messages.size() > kept) {
            messages.pollFirstEntry();
        }
        return message;
    }
}
