package org.schoolcrm.itests.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that each do the next thing when the last one is done. */
final class ClosedLoop {

    private ClosedLoop() {}

    /** Does one thing at a time over a connection of its own. */
    interface Client extends AutoCloseable {

        void once() throws Exception;

        @Override
        void close() throws IOException, SQLException;
    }

    /** How many things all of them do in a second; the first failure ends it all. */
    static long perSecond(int clients, int seconds, Callable<? extends Client> make)
            throws ExecutionException, InterruptedException {
        var pool = Executors.newFixedThreadPool(clients);
        try {
            long until = System.nanoTime() + seconds * 1_000_000_000L;
            var counts = new ArrayList<Future<Long>>();
            for (int i = 0; i < clients; i++) {
                counts.add(pool.submit(() -> {
                    long count = 0;
                    try (var client = make.call()) {
                        for (; System.nanoTime() < until; count++) {
                            client.once();
                        }
                    }
                    return count;
                }));
            }
            long sum = 0;
            for (var count : counts) {
                sum += count.get();
            }
            return sum / seconds;
        } finally {
            pool.shutdownNow();
        }
    }
}
