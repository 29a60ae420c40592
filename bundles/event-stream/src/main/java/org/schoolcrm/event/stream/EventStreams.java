package org.schoolcrm.event.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Open streams of server-sent events: polls each source, sends what has changed, and a comment every 15 s when nothing has. */
public final class EventStreams implements AutoCloseable {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private final String event;
    private final long pollMillis;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "crm event streams");
        thread.setDaemon(true);
        return thread;
    });

    /** Streams that send events of one name, each polling its source as often as that. */
    public EventStreams(String event, long pollMillis) {
        this.event = event;
        this.pollMillis = pollMillis;
    }

    /** What there is to see, and whether that was the last of it. */
    public record Step(String data, boolean last) {}

    /** Where a stream looks. */
    @FunctionalInterface
    public interface Source {

        Step look() throws IOException;
    }

    public void open(HttpServletRequest request, HttpServletResponse response, Source source) {
        response.setContentType("text/event-stream; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        var async = request.startAsync();
        async.setTimeout(0);
        var stream = stream(async, source);
        async.addListener(stream);
        stream.start();
    }

    /** Ends every stream; a page that is still there connects again by itself. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        open.forEach(Stream::end);
    }

    Stream stream(AsyncContext async, Source source) {
        var stream = new Stream(async, source);
        open.add(stream);
        return stream;
    }

    /**
     * When a page has gone, the container takes its request back, in a thread of its own, to serve another one with it.
     * It has to wait for the write that noticed (ADR 0192), and nothing may be written after that.
     */
    final class Stream implements Runnable, AsyncListener {

        private final AsyncContext async;
        private final Source source;
        private @Nullable Future<?> polling;
        private boolean over;
        private String seen = "";
        private int unchanged;

        private Stream(AsyncContext async, Source source) {
            this.async = async;
            this.source = source;
        }

        private synchronized void start() {
            try {
                polling = scheduler.scheduleWithFixedDelay(this, 0, pollMillis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // Closed in between.
                end();
            }
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
                    send("event: " + event + "\ndata: " + seen + "\n\n");
                } else if (++unchanged % (KEEP_ALIVE.toMillis() / pollMillis) == 0) {
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
            } catch (IOException | RuntimeException e) {
                // The page has gone: the container ends its request, and tells onError.
                rest();
            }
        }

        private synchronized void end() {
            if (!over) {
                rest();
                async.complete();
            }
        }

        private void rest() {
            over = true;
            open.remove(this);
            if (polling != null) {
                polling.cancel(false);
            }
        }
    }
}
