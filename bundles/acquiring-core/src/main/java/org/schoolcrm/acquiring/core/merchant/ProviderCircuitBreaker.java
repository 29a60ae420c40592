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
 * Circuit breaker and bulkhead of one merchant account: a few calls at a time, none for a while after too many failures
 * in a row, so that a slow or failing bank delays nobody but those who need it.
 */
public final class ProviderCircuitBreaker {

    static final int CALLS_AT_ONCE = 8;
    private static final int FAILURES_TO_OPEN = 5;
    private static final Duration OPEN_FOR = Duration.ofSeconds(30);

    private final Semaphore free = new Semaphore(CALLS_AT_ONCE);
    private final Semaphore freeForJobs = new Semaphore(1);
    private final Clock clock;
    private long calls;
    private long failures;
    private int failuresInARow;
    private long rejected;
    private long webhooks;
    private long badSignatures;
    private @Nullable Instant lastAnswerAt;
    private @Nullable Instant lastWebhookAt;
    private @Nullable Instant openUntil;
    private String lastFailure = "";

    ProviderCircuitBreaker(Clock clock) {
        this.clock = clock;
    }

    /**
     * Calls the bank if the circuit is closed and the bulkhead has room.
     *
     * @param failure what is wrong with an outcome that is no usable answer, null for one that is
     * @param busy the outcome without a call
     * @param broken the outcome when the adapter breaks or is taken away meanwhile
     */
    <T> T call(
            Supplier<T> exchange, Function<T, @Nullable String> failure, Supplier<T> busy, Function<String, T> broken) {
        if (isOpen() || !free.tryAcquire()) {
            reject();
            return busy.get();
        }
        try {
            var outcome = exchange.get();
            note(failure.apply(outcome));
            return outcome;
        } catch (RuntimeException e) {
            var detail = e.getClass().getSimpleName() + ": " + e.getMessage();
            note(detail);
            return broken.apply(detail);
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

    synchronized void noteWebhook(boolean genuine) {
        lastWebhookAt = clock.now();
        webhooks++;
        badSignatures += genuine ? 0 : 1;
    }

    public synchronized void noteFailure(String detail) {
        lastFailure = detail;
        failures++;
    }

    synchronized AccountHealth health(boolean installed) {
        return new AccountHealth(
                calls,
                failures,
                failuresInARow,
                rejected,
                webhooks,
                badSignatures,
                lastAnswerAt,
                lastWebhookAt,
                lastFailure,
                installed);
    }

    private synchronized boolean isOpen() {
        return openUntil != null && clock.now().isBefore(openUntil);
    }

    private synchronized void reject() {
        rejected++;
    }

    private synchronized void note(@Nullable String failure) {
        calls++;
        if (failure == null) {
            failuresInARow = 0;
            openUntil = null;
            lastAnswerAt = clock.now();
            return;
        }
        failures++;
        failuresInARow++;
        lastFailure = failure;
        if (failuresInARow >= FAILURES_TO_OPEN) {
            openUntil = clock.now().plus(OPEN_FOR);
        }
    }
}
