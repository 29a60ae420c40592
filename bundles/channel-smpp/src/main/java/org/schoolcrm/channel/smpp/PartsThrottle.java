package org.schoolcrm.channel.smpp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Spaces parts evenly, and leaves an SMSC alone that says it gets too much: the longer, the more often it says so. */
final class PartsThrottle {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final long spacing;
    private final LongSupplier nanos;
    private long next;
    private long pausedUntil;
    private int refusals;

    /** With zero for as many parts as there are. */
    PartsThrottle(int partsPerSecond, LongSupplier nanos) {
        this.spacing = partsPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / partsPerSecond;
        this.nanos = nanos;
        this.next = nanos.getAsLong();
        this.pausedUntil = next;
    }

    /** Takes the places of all parts of a message; the first may go after that time, the others when theirs come. */
    synchronized Duration reserve(int parts) {
        var wait = queue();
        next = nanos.getAsLong() + wait.toNanos() + parts * spacing;
        return wait;
    }

    /** How long until places that are taken now come. */
    synchronized Duration queue() {
        return Duration.ofNanos(Math.max(0, next - nanos.getAsLong()));
    }

    Duration spacing() {
        return Duration.ofNanos(spacing);
    }

    /** The SMSC gets too much: how long to leave it alone. */
    synchronized Duration refused() {
        var pause = Duration.ofSeconds(1L << Math.min(refusals++, 6));
        var most = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        pausedUntil = nanos.getAsLong() + most.toNanos();
        return most;
    }

    synchronized void accepted() {
        refusals = 0;
    }

    /** What is left of the pause. */
    synchronized Duration pause() {
        return Duration.ofNanos(Math.max(0, pausedUntil - nanos.getAsLong()));
    }
}
