package org.schoolcrm.http.edge;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts the requests in flight at one edge; once it is closed it admits nobody and waits for those that are inside. */
public final class InFlight {

    /** A bank waits longer for its answer, and whoever stops a bundle does not wait longer than this. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final long patience;
    private int requests;
    private boolean closed;

    public InFlight() {
        this(PATIENCE);
    }

    InFlight(Duration patience) {
        this.patience = patience.toNanos();
    }

    /** Whether the request may begin; one that may has to {@link #leave} again. */
    synchronized boolean enter() {
        if (!closed) {
            requests++;
        }
        return !closed;
    }

    synchronized void leave() {
        requests--;
        if (closed && requests == 0) {
            notifyAll();
        }
    }

    /** Called by Blueprint before the edge's service is withdrawn; what is inside is destroyed only after that. */
    public void drain(@Nullable Object service, @Nullable Map<?, ?> properties) {
        close();
    }

    /** Returns when the last request has left, or after ten seconds. */
    synchronized void close() {
        closed = true;
        long end = System.nanoTime() + patience;
        try {
            for (long left = patience; requests > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
