package org.schoolcrm.itests.benchmarks;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.schoolcrm.itests.benchmarks.ClosedLoop.Client;

/**
 * Things that happen at a steady rate whether or not those before are done; each is late by the time since it should
 * have begun, so a pause counts against everybody who had to wait for its end.
 */
final class OpenLoop {

    private static final int CLIENTS = 32;
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private OpenLoop() {}

    /** Latencies in microseconds. */
    static Histogram latencies(long perSecond, BooleanSupplier goesOn, Callable<? extends Client> make)
            throws ExecutionException, InterruptedException {
        var seen = new ConcurrentHistogram(LONGEST_MICROS, 3);
        var ticket = new AtomicLong();
        long began = System.nanoTime();
        long pause = 1_000_000_000L / perSecond;
        var pool = Executors.newFixedThreadPool(CLIENTS);
        try {
            var done = java.util.stream.IntStream.range(0, CLIENTS)
                    .mapToObj(number -> pool.submit(() -> {
                        try (var client = make.call()) {
                            while (goesOn.getAsBoolean()) {
                                long due = began + ticket.getAndIncrement() * pause;
                                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                                    LockSupport.parkNanos(left);
                                }
                                client.once();
                                seen.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
                            }
                        }
                        return true;
                    }))
                    .toList();
            for (var one : done) {
                one.get();
            }
            return seen;
        } finally {
            pool.shutdownNow();
        }
    }
}
