package org.schoolcrm.acquiring.core.merchant;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AccountHealth;
import org.schoolcrm.runtime.api.Clock;

/**
 * The line to the bank of one merchant account: a few calls at a time, none for a while after too many failures, so
 * that a slow or failing bank keeps nobody waiting but those who need it.
 */
public final class ProviderCircuitBreaker {

    static final int CALLS_AT_ONCE = 8;
    private static final int FAILURES_TO_REST = 5;
    private static final Duration REST = Duration.ofSeconds(30);

    private final Semaphore free = new Semaphore(CALLS_AT_ONCE);
    private final Semaphore freeForJobs = new Semaphore(1);
    private final Clock clock;
    private long calls;
    private long failures;
    private int failuresInARow;
    private long turnedAway;
    private long webhooks;
    private long badSignatures;
    private @Nullable Instant lastAnswerAt;
    private @Nullable Instant lastWebhookAt;
    private @Nullable Instant restsUntil;
    private String lastFailure = "";

    ProviderCircuitBreaker(Clock clock) {
        this.clock = clock;
    }

    /**
     * Calls the bank if there is a free place on the line.
     *
     * @param failure the words of an outcome that is no usable answer, null for one that is
     * @param busy the outcome without a call
     * @param broken the outcome when the adapter breaks or is taken away meanwhile
     */
    <T> T call(
            Supplier<T> exchange, Function<T, @Nullable String> failure, Supplier<T> busy, Function<String, T> broken) {
        if (isResting() || !free.tryAcquire()) {
            turnAway();
            return busy.get();
        }
        try {
            var outcome = exchange.get();
            note(failure.apply(outcome));
            return outcome;
        } catch (RuntimeException e) {
            var words = e.getClass().getSimpleName() + ": " + e.getMessage();
            note(words);
            return broken.apply(words);
        } finally {
            free.release();
        }
    }

    /** The jobs of a node share a few threads, so of those of one account only one at a time may wait for its bank. */
    public <T> T job(Supplier<T> work, Supplier<T> later) {
        if (!freeForJobs.tryAcquire()) {
            return later.get();
        }
        try {
            return work.get();
        } finally {
            freeForJobs.release();
        }
    }

    synchronized void heard(boolean genuine) {
        lastWebhookAt = clock.now();
        webhooks++;
        badSignatures += genuine ? 0 : 1;
    }

    public synchronized void noteFailure(String words) {
        lastFailure = words;
        failures++;
    }

    synchronized AccountHealth health(boolean installed) {
        return new AccountHealth(
                calls,
                failures,
                failuresInARow,
                turnedAway,
                webhooks,
                badSignatures,
                lastAnswerAt,
                lastWebhookAt,
                lastFailure,
                installed);
    }

    private synchronized boolean isResting() {
        return restsUntil != null && clock.now().isBefore(restsUntil);
    }

    private synchronized void turnAway() {
        turnedAway++;
    }

    private synchronized void note(@Nullable String failure) {
        calls++;
        if (failure == null) {
            failuresInARow = 0;
            restsUntil = null;
            lastAnswerAt = clock.now();
            return;
        }
        failures++;
        failuresInARow++;
        lastFailure = failure;
        if (failuresInARow >= FAILURES_TO_REST) {
            restsUntil = clock.now().plus(REST);
        }
    }
}
