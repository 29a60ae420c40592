package org.schoolcrm.http.guard;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** Counts what arrives, chunked or not, and ends what is too much, too slow or waited for too often. */
final class MeteredBody implements InputBuffer {

    private final InputBuffer wire;
    private BodyBudget budget;

    MeteredBody(InputBuffer wire, BodyBudget budget) {
        this.wire = wire;
        this.budget = budget;
    }

    /** Another request on the same connection. */
    void begin(BodyBudget next) {
        budget = next;
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        boolean waits = !budget.isComplete() && wire.available() == 0;
        if (waits && !budget.beginWait()) {
            throw new IOException("Too many bodies of this client are not complete");
        }
        int read;
        try {
            read = next(handler);
        } finally {
            if (waits) {
                budget.endWait();
            }
        }
        budget.took(read);
        if (budget.refusal().isPresent()) {
            throw new IOException("The body is too large or too slow");
        }
        return read;
    }

    /** Reads what is left, for nobody and no more than that; whether that was possible within the budget. */
    boolean drain(int bytes) {
        budget.leave(bytes);
        var nowhere = new Nowhere();
        try {
            while (budget.refusal().isEmpty() && !budget.isComplete()) {
                doRead(nowhere);
            }
        } catch (IOException e) {
            return false;
        }
        return budget.isComplete();
    }

    /** Tomcat refuses too many trailer fields by an exception that it would answer with 500. */
    private int next(ApplicationBufferHandler handler) throws IOException {
        try {
            return wire.doRead(handler);
        } catch (IllegalStateException e) {
            budget.spoilt();
            throw new IOException("The body ends with too many fields", e);
        }
    }

    @Override
    public int available() {
        return wire.available();
    }

    private static final class Nowhere implements ApplicationBufferHandler {

        private ByteBuffer bytes = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            bytes = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return bytes;
        }

        @Override
        public void expand(int size) {
            // The wire hands over a buffer of its own.
        }
    }
}
