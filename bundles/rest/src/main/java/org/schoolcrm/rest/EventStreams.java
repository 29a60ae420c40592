package org.schoolcrm.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Open streams of server-sent events: looks at each source once a second, sends what has changed, beats every 15 s. */
public final class EventStreams implements AutoCloseable {

    private static final int BEATS_BETWEEN_SIGNS_OF_LIFE = 15;

    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "crm event streams");
        thread.setDaemon(true);
        return thread;
    });

    /** What there is to see, and whether that was the last of it. */
    record Step(String data, boolean last) {}

    /** Where a stream looks. */
    @FunctionalInterface
    interface Source {

        Step look() throws IOException;
    }

    void open(HttpServletRequest request, HttpServletResponse response, Source source) {
        response.setContentType("text/event-stream; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        var async = request.startAsync();
        async.setTimeout(0);
        var stream = new Stream(async, source);
        stream.beating.set(clockwork.scheduleWithFixedDelay(stream, 0, 1, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }

    private static final class Stream implements Runnable {

        private final AsyncContext async;
        private final Source source;
        private final AtomicReference<@Nullable Future<?>> beating = new AtomicReference<>();
        private String seen = "";
        private int quiet;

        Stream(AsyncContext async, Source source) {
            this.async = async;
            this.source = source;
        }

        @Override
        public void run() {
            try {
                var step = source.look();
                if (!step.data().equals(seen)) {
                    seen = step.data();
                    send("event: progress\ndata: " + seen + "\n\n");
                } else if (++quiet % BEATS_BETWEEN_SIGNS_OF_LIFE == 0) {
                    send(": still here\n\n");
                }
                if (step.last()) {
                    end();
                }
            } catch (IOException | RuntimeException e) {
                // The page has gone or the source has; the page asks again by itself.
                end();
            }
        }

        private void send(String text) throws IOException {
            var out = async.getResponse().getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        private void end() {
            var own = beating.get();
            if (own != null) {
                own.cancel(false);
            }
            async.complete();
        }
    }
}
