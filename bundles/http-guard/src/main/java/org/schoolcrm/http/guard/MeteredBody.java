package org.schoolcrm.http.guard;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** Counts what arrives, chunked or not, and ends what is too long or too slow. */
final class MeteredBody implements InputBuffer {

    private final InputBuffer wire;
    private long left;
    private long begun;
    private long patience;
    private boolean exceeded;

    MeteredBody(InputBuffer wire) {
        this.wire = wire;
    }

    void begin(long bytes, Duration time) {
        left = bytes;
        begun = System.nanoTime();
        patience = time.toNanos();
        exceeded = false;
    }

    /** Whether more was sent than is allowed. */
    boolean exceeded() {
        return exceeded;
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        int read = next(handler);
        if (read > 0) {
            left -= read;
        }
        if (left < 0) {
            exceeded = true;
            throw new IOException("The body is larger than its kind of address takes");
        }
        if (System.nanoTime() - begun > patience) {
            throw new IOException("The body arrives too slowly");
        }
        return read;
    }

    /** Tomcat refuses too many trailer fields by an exception that it would answer with 500. */
    private int next(ApplicationBufferHandler handler) throws IOException {
        try {
            return wire.doRead(handler);
        } catch (IllegalStateException e) {
            exceeded = true;
            throw new IOException("The body ends with too many fields", e);
        }
    }

    @Override
    public int available() {
        return wire.available();
    }
}
