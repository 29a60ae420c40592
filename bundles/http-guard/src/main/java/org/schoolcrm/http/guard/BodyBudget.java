package org.schoolcrm.http.guard;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one body may cost: bytes, time, and a place among those that are waited for. */
final class BodyBudget {

    /** What a slow line may take to begin. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Call call;
    private final GuardSettings settings;
    private final Tally waiting;
    private final LongSupplier nanoTime;
    private long limit;
    private long taken;
    private long waited;
    private long waitingSince;
    private boolean complete;
    private @Nullable Refusal refusal;

    BodyBudget(Call call, Kind kind, GuardSettings settings, Tally waiting, LongSupplier nanoTime) {
        this.call = call;
        this.settings = settings;
        this.waiting = waiting;
        this.nanoTime = nanoTime;
        this.limit = settings.bytes(kind);
        this.complete = !call.hasBody();
    }

    /** Before a read that finds nothing yet: a thread is about to wait for this client. */
    boolean beginWait() {
        var most = settings.ceilings();
        if (!waiting.take(call.client(), most.bodiesPerClient(), most.bodies())) {
            refusal = new Refusal(Refusal.TOO_MANY, Duration.ofSeconds(1));
            return false;
        }
        waitingSince = nanoTime.getAsLong();
        return true;
    }

    void endWait() {
        waiting.giveBack(call.client());
        waited += nanoTime.getAsLong() - waitingSince;
    }

    /** After a read; negative at the end of the body. */
    void took(int bytes) {
        if (bytes < 0) {
            complete = true;
            return;
        }
        taken += bytes;
        complete |= call.length() >= 0 && !call.chunked() && taken >= call.length();
        if (taken > limit) {
            refusal = Refusal.of(Refusal.TOO_LARGE);
        } else if (!complete && isTooSlow()) {
            refusal = Refusal.of(Refusal.TIMEOUT);
        }
    }

    /** What comes from here on is kept by nobody: so much of it may come, as fast as before. */
    void leave(int bytes) {
        limit = Math.max(limit, taken + bytes);
    }

    /** The body is not one that can be read to its end. */
    void spoilt() {
        refusal = Refusal.of(Refusal.TOO_LARGE);
    }

    /** Only waiting counts; what a servlet does between two reads is its own time. */
    private boolean isTooSlow() {
        return waited > settings.upload().toNanos()
                || (waited > GRACE.toNanos()
                        && taken
                                < settings.ceilings().bytesPerSecond()
                                        * Duration.ofNanos(waited).toSeconds());
    }

    boolean isComplete() {
        return complete;
    }

    /** Whether that many bytes are the rest of the body. */
    boolean endsWith(int bytes) {
        return complete || (!call.chunked() && call.length() - taken <= bytes);
    }

    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }
}
