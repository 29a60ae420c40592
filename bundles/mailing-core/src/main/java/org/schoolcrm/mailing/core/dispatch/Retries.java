package org.schoolcrm.mailing.core.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** When a message that was not sent is tried again (channels.md 2.2, rule 6). */
public final class Retries {

    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6));
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private Retries() {}

    static boolean areLeft(int attempts) {
        return attempts < STEPS.size();
    }

    /**
     * The delay that follows so many attempts, with jitter, and no sooner than the provider asked; but once more before
     * the deadline if there is still time.
     */
    static Instant afterFailure(Instant now, int attempts, @Nullable Duration retryAfter, @Nullable Instant deadline) {
        long millis = STEPS.get(Math.min(attempts, STEPS.size() - 1)).toMillis();
        var next = now.plusMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2));
        var patient = retryAfter == null || next.isAfter(now.plus(retryAfter)) ? next : now.plus(retryAfter);
        if (deadline == null || patient.isBefore(deadline)) {
            return patient;
        }
        var last = deadline.minus(PAUSE);
        return last.isAfter(now) ? last : patient;
    }

    static Instant afterPause(Instant now, @Nullable Duration retryAfter) {
        return now.plus(Objects.requireNonNullElse(retryAfter, PAUSE));
    }
}
