package org.schoolcrm.event.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.host.spi.UserId;

/**
 * One open page. It is written to only as far as its connection takes bytes; of what it has missed it gets the newest state.
 *
 * <p>When a page has gone, the container takes its request back, in a thread of its own, to serve another one with it. It has
 * to wait for the write that noticed (ADR 0192), and nothing may be written after that, nor before the container has said
 * that it may.
 */
final class Stream implements AsyncListener, WriteListener {

    private static final String COME_BACK = "retry: 1000\n\n";

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final RequestFacts login;
    private final UserId user;
    private final String topic;
    private final Consumer<Stream> whenOver;
    private final LongSupplier nanoTime;

    private boolean writable;
    private boolean ending;
    private boolean over;
    private boolean unflushed;
    private String seen = "";
    private String waiting = "";
    private long written;

    Stream(
            AsyncContext async,
            ServletOutputStream out,
            RequestFacts login,
            UserId user,
            String topic,
            Consumer<Stream> whenOver,
            LongSupplier nanoTime) {
        this.async = async;
        this.out = out;
        this.login = login;
        this.user = user;
        this.topic = topic;
        this.whenOver = whenOver;
        this.nanoTime = nanoTime;
        this.written = nanoTime.getAsLong();
    }

    RequestFacts login() {
        return login;
    }

    UserId user() {
        return user;
    }

    String topic() {
        return topic;
    }

    /** Sends the state if it is new, and a comment when there has been nothing to send for so long. */
    synchronized void show(String event, String data, Duration keepAlive) {
        if (over || ending) {
            return;
        }
        if (!data.equals(seen)) {
            seen = data;
            waiting = "event: " + event + "\ndata: " + data + "\n\n";
        } else if (waiting.isEmpty() && hasPassed(keepAlive)) {
            waiting = ": still here\n\n";
        }
        write();
    }

    /** Whether something has waited for so long for a page that does not read. */
    synchronized boolean isStalledFor(Duration time) {
        return (unflushed || !waiting.isEmpty()) && hasPassed(time);
    }

    /** Ends as soon as the page has been given what waits for it. */
    synchronized void end(boolean comeBack) {
        if (!over && !ending) {
            waiting += comeBack ? COME_BACK : "";
            ending = true;
            write();
        }
    }

    /** Ends at once, whatever waits. */
    synchronized void cut() {
        if (!over) {
            rest();
            async.complete();
        }
    }

    @Override
    public synchronized void onWritePossible() {
        writable = true;
        write();
    }

    private void write() {
        if (over) {
            return;
        }
        try {
            if (!waiting.isEmpty() && isReady()) {
                var bytes = waiting.getBytes(StandardCharsets.UTF_8);
                waiting = "";
                unflushed = true;
                written = nanoTime.getAsLong();
                out.write(bytes, 0, bytes.length);
            }
            if (unflushed && isReady()) {
                unflushed = false;
                out.flush();
            }
            if (ending && waiting.isEmpty() && !unflushed && isReady()) {
                cut();
            }
        } catch (IOException | RuntimeException e) {
            // The page has gone: the container ends its request, and tells onError.
            rest();
        }
    }

    /** Once it is not, only the container says when it is again; whoever completes before that waits for a timeout. */
    private boolean isReady() {
        writable = writable && out.isReady();
        return writable;
    }

    private boolean hasPassed(Duration time) {
        return nanoTime.getAsLong() - written >= time.toNanos();
    }

    private void rest() {
        over = true;
        whenOver.accept(this);
    }

    @Override
    public synchronized void onError(Throwable broken) {
        rest();
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
}
