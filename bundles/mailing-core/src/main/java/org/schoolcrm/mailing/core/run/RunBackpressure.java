package org.schoolcrm.mailing.core.run;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.schoolcrm.acquiring.api.Acquiring;

/**
 * Slows runs down while webhooks of banks are in progress: a payer waits for the outcome of a payment, nobody waits for
 * a run (ADR 0193).
 */
public final class RunBackpressure {

    /** Rests nine times as long as it worked, so that a run takes a tenth of the time. */
    private static final int REST = 9;

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final BooleanSupplier webhooksInProgress;
    private final LongConsumer rest;

    public RunBackpressure(Acquiring acquiring) {
        this(acquiring::hasWebhooksInProgress, LockSupport::parkNanos);
    }

    /** @param rest waits so many nanoseconds */
    public RunBackpressure(BooleanSupplier webhooksInProgress, LongConsumer rest) {
        this.webhooksInProgress = webhooksInProgress;
        this.rest = rest;
    }

    /** Does the work, and rests after it if webhooks were in progress before. */
    void work(Runnable work) {
        this.<Boolean>work(() -> {
            work.run();
            return true;
        });
    }

    /** Does the work, and rests after it if webhooks were in progress before. */
    <T> T work(Supplier<T> work) {
        boolean yields = webhooksInProgress.getAsBoolean();
        long start = System.nanoTime();
        var result = work.get();
        if (yields) {
            rest.accept(Math.min(REST * (System.nanoTime() - start), LONGEST_NANOS));
        }
        return result;
    }
}
