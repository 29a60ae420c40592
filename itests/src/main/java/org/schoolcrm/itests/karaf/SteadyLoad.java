package org.schoolcrm.itests.karaf;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** People who go on working: so many requests in a second, in turn, until it is closed. */
public final class SteadyLoad implements AutoCloseable {

    /** What one request was answered; status 0 for a broken connection. */
    public record Answered(String what, int status, String type, String body) {

        /** A page, or for a bank that nobody knows the edge's own refusal. */
        public boolean isUsual() {
            return status == (what.equals("hook") ? 404 : 200);
        }

        /** Told to come again: a program by a problem document, a bank in plain words. */
        public boolean isAway() {
            return status == 503 && (what.equals("hook") || type.startsWith("application/problem+json"));
        }
    }

    private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService people = Executors.newFixedThreadPool(8);
    private final List<Work> works;
    private final Future<?> ticking;

    /** One kind of request. */
    public record Work(String what, Supplier<HttpResponse<String>> request) {}

    public SteadyLoad(int perSecond, List<Work> works) {
        this.works = works;
        ticking = clock.scheduleAtFixedRate(
                () -> people.execute(this::next), 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    /** Everything since the last look. */
    public List<Answered> take() {
        var taken = new ArrayList<Answered>();
        for (var one = answers.poll(); one != null; one = answers.poll()) {
            taken.add(one);
        }
        return taken;
    }

    @Override
    public void close() {
        ticking.cancel(false);
        clock.shutdownNow();
        people.shutdown();
        try {
            if (!people.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new AssertionError("Requests are still waiting");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void next() {
        var work = works.get(Math.floorMod(turn.getAndIncrement(), works.size()));
        try {
            var answer = work.request().get();
            var type = answer.headers().firstValue("Content-Type").orElse("");
            answers.add(new Answered(work.what(), answer.statusCode(), type, answer.body()));
        } catch (UncheckedIOException e) {
            answers.add(new Answered(work.what(), 0, "", String.valueOf(e.getMessage())));
        }
    }
}
