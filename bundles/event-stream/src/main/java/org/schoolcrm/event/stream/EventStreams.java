package org.schoolcrm.event.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javax.servlet.AsyncContext;
import javax.servlet.ServletOutputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.Caller;
import org.schoolcrm.host.spi.Callers;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.host.spi.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Open streams of server-sent events. One beat serves them all: it asks once whose logins still hold, once what there is to
 * see, and writes what has changed without waiting for anybody who reads slowly.
 */
public final class EventStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    private static final Duration STALLED = Duration.ofSeconds(30);
    private static final int OF_ONE_USER = 20;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final String COME_BACK_SECONDS = "10";

    private final String event;
    private final Callers callers;
    private final EventSource source;
    private final LongSupplier nanoTime;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean opened = new AtomicBoolean();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "crm event streams");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Future<?> beats;
    private volatile boolean closed;

    /** Streams that send events of one name, looking at their source as often as that. */
    public EventStreams(String event, long pollMillis, Callers callers, EventSource source) {
        this(event, callers, source, System::nanoTime);
        beats = scheduler.scheduleWithFixedDelay(this::beat, pollMillis, pollMillis, TimeUnit.MILLISECONDS);
    }

    /** Streams whose beats are called by hand. */
    EventStreams(String event, Callers callers, EventSource source, LongSupplier nanoTime) {
        this.event = event;
        this.callers = callers;
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /** Opens a stream for the caller of the request, or says that there are too many or that this edge is leaving. */
    public void open(
            HttpServletRequest request, HttpServletResponse response, RequestFacts login, Caller caller, String topic)
            throws IOException {
        if (closed || ofUser(caller.id()) >= OF_ONE_USER) {
            response.setHeader("Retry-After", COME_BACK_SECONDS);
            response.sendError(closed ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : TOO_MANY_REQUESTS);
            return;
        }
        response.setContentType("text/event-stream; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        var async = request.startAsync();
        async.setTimeout(0);
        var out = response.getOutputStream();
        var stream = stream(async, out, login, caller.id(), topic);
        async.addListener(stream);
        out.setWriteListener(stream);
        beatSoon(stream);
    }

    private void beatSoon(Stream stream) {
        try {
            if (opened.compareAndSet(false, true)) {
                scheduler.execute(this::beat);
            }
        } catch (RejectedExecutionException e) {
            stream.end(true);
        }
    }

    Stream stream(AsyncContext async, ServletOutputStream out, RequestFacts login, UserId user, String topic) {
        var stream = new Stream(async, out, login, user, topic, open::remove, nanoTime);
        open.add(stream);
        return stream;
    }

    private long ofUser(UserId user) {
        return open.stream().filter(stream -> stream.user().equals(user)).count();
    }

    /** Called by Blueprint before the edge's service is withdrawn. */
    public void drain(@Nullable Object service, @Nullable Map<?, ?> properties) {
        close();
    }

    /** Ends every stream with the hint to connect again soon, which a page does by itself. */
    @Override
    public void close() {
        closed = true;
        if (beats != null) {
            beats.cancel(false);
        }
        scheduler.shutdownNow();
        open.forEach(stream -> {
            stream.end(true);
            stream.cut();
        });
    }

    /** A beat that fails ends the streams it was for: nobody sees what nobody has allowed. */
    void beat() {
        opened.set(false);
        var streams = Set.copyOf(open);
        if (streams.isEmpty()) {
            return;
        }
        try {
            var logins = callers.whoAre(streams.stream().map(Stream::login).collect(Collectors.toSet()));
            var states = source.look(streams.stream().map(Stream::topic).collect(Collectors.toSet()));
            streams.forEach(stream -> show(stream, logins.get(stream.login()), states.get(stream.topic())));
        } catch (RuntimeException e) {
            LOG.debug("{} event streams end: their source has gone", streams.size(), e);
            streams.forEach(stream -> stream.end(true));
        }
    }

    private void show(Stream stream, @Nullable Caller caller, EventSource.@Nullable State state) {
        if (caller == null || state == null || !state.readers().test(caller) || stream.isStalledFor(STALLED)) {
            stream.cut();
            return;
        }
        stream.show(event, state.data(), KEEP_ALIVE);
        if (state.last()) {
            stream.end(false);
        }
    }
}
