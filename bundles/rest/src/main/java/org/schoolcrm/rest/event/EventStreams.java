package org.schoolcrm.rest.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
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
        async.addListener(stream);
        stream.beat(clockwork);
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }

    /**
     * When a page has gone, the container takes its request back, in a thread of its own, to serve another one with it.
     * It has to wait for the beat that noticed (ADR 0192), and no beat may come after that.
     */
    static final class Stream implements Runnable, AsyncListener {

        private final AsyncContext async;
        private final Source source;
        private @Nullable Future<?> beating;
        private boolean over;
        private String seen = "";
        private int quiet;

        Stream(AsyncContext async, Source source) {
            this.async = async;
            this.source = source;
        }

        synchronized void beat(ScheduledExecutorService clockwork) {
            beating = clockwork.scheduleWithFixedDelay(this, 0, 1, TimeUnit.SECONDS);
        }

        @Override
        public synchronized void run() {
            if (over) {
                return;
            }
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
                // The source has gone; the page asks again by itself.
                end();
            }
        }

        @Override
        public synchronized void onError(AsyncEvent event) {
            rest();
        }

        @Override
        public synchronized void onComplete(AsyncEvent event) {
            rest();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // Streams have no timeout.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // Streams start once.
        }

        private void send(String text) {
            try {
                var out = async.getResponse().getOutputStream();
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                // The page has gone: the container ends its request, and tells onError.
                rest();
            }
        }

        private void end() {
            if (!over) {
                rest();
                async.complete();
            }
        }

        private void rest() {
            over = true;
            if (beating != null) {
                beating.cancel(false);
            }
        }
    }
}
