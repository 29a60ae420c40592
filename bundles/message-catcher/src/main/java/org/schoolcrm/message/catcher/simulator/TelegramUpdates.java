package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.message.catcher.simulator.Callbacks.Outcome;

/** Updates of one bot: kept until they are confirmed by {@code getUpdates} or taken by the webhook. */
final class TelegramUpdates {

    private static final List<Duration> RETRIES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(16), Duration.ofMinutes(1));
    private static final int GONE = 410;
    private static final long LONGEST_POLL_SECONDS = 50;

    /** Where updates are posted, and the secret that proves who posts them. */
    record Webhook(URI address, String secret, List<String> allowed, int maxConnections) {}

    private final Callbacks callbacks;
    private final NavigableMap<Long, ObjectNode> pending = new TreeMap<>();
    private @Nullable Webhook webhook;
    private String lastError = "";
    private long last = 10_000;
    private long poll;

    TelegramUpdates(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    synchronized @Nullable Webhook webhook() {
        return webhook;
    }

    synchronized int pendingCount() {
        return pending.size();
    }

    synchronized String lastError() {
        return lastError;
    }

    /** Posts what is pending at once. */
    @CanIgnoreReturnValue
    CompletableFuture<Outcome> setWebhook(@Nullable Webhook wanted, boolean dropPending) {
        List<ObjectNode> waiting;
        synchronized (this) {
            webhook = wanted;
            lastError = "";
            if (dropPending) {
                pending.clear();
            }
            notifyAll();
            waiting = new ArrayList<>(pending.values());
        }
        var done = CompletableFuture.completedFuture(Outcome.NOBODY_ASKED);
        for (var update : waiting) {
            done = done.thenCompose(ignored -> post(update));
        }
        return done;
    }

    /** A new update of a kind, such as {@code message}. */
    CompletableFuture<Outcome> add(String kind, ObjectNode content) {
        ObjectNode update;
        synchronized (this) {
            var hook = webhook;
            if (hook != null && !hook.allowed().isEmpty() && !hook.allowed().contains(kind)) {
                return CompletableFuture.completedFuture(Outcome.NOBODY_ASKED);
            }
            last++;
            update = Json.object("update_id", last, kind, content);
            pending.put(last, update);
            notifyAll();
        }
        return post(update);
    }

    /** Waits for the first update; another poll of the same bot ends this one. */
    synchronized List<ObjectNode> poll(long offset, int limit, long seconds) throws InterruptedException {
        long mine = ++poll;
        notifyAll();
        if (offset > 0) {
            pending.headMap(offset, false).clear();
        }
        long end = System.nanoTime()
                + Duration.ofSeconds(Math.min(seconds, LONGEST_POLL_SECONDS)).toNanos();
        long left = end - System.nanoTime();
        while (pending.isEmpty() && left > 0 && mine == poll && webhook == null) {
            wait(Math.max(1, Duration.ofNanos(left).toMillis()));
            left = end - System.nanoTime();
        }
        return pending.values().stream().limit(limit).toList();
    }

    /** Whether a newer poll has begun since. */
    synchronized long polls() {
        return poll;
    }

    private CompletableFuture<Outcome> post(ObjectNode update) {
        var hook = webhook();
        if (hook == null) {
            return CompletableFuture.completedFuture(Outcome.NOBODY_ASKED);
        }
        var headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        if (!hook.secret().isEmpty()) {
            headers.put("X-Telegram-Bot-Api-Secret-Token", hook.secret());
        }
        var callback = new Callbacks.Callback(
                hook.address(),
                headers,
                Json.write(update),
                RETRIES,
                answer -> answer.statusCode() / 100 == 2 || answer.statusCode() == GONE);
        return callbacks.send(callback).thenApply(outcome -> posted(update, outcome));
    }

    private synchronized Outcome posted(ObjectNode update, Outcome outcome) {
        if (outcome.status() == GONE) {
            webhook = null;
        } else if (outcome.answered()) {
            pending.remove(update.path("update_id").asLong());
        } else {
            lastError = outcome.status() == 0
                    ? "Connection refused"
                    : "Wrong response from the webhook: " + outcome.status();
        }
        return outcome;
    }
}
