package org.schoolcrm.host.importer;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Knows where the last quote was opened that nobody has closed: it has swallowed what followed. */
final class QuoteWatch extends FilterReader {

    private final char separator;
    private State state = State.CELL_BEGINS;
    private long line;
    private long opened;
    private boolean afterReturn;

    private enum State {
        CELL_BEGINS,
        PLAIN,
        QUOTED,
        /** After a quote that closes, unless another follows. */
        QUOTED_MAYBE_CLOSED
    }

    QuoteWatch(Reader text, char separator, long firstLine) {
        super(text);
        this.separator = separator;
        this.line = firstLine;
    }

    /** The line of the quote that is open; zero if none is. */
    long openedInLine() {
        return state == State.QUOTED ? opened : 0;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            watch((char) next);
        }
        return next;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        for (int i = 0; i < read; i++) {
            watch(into[offset + i]);
        }
        return read;
    }

    private void watch(char next) {
        boolean lineEnds = next == '\r' || (next == '\n' && !afterReturn);
        line += lineEnds ? 1 : 0;
        afterReturn = next == '\r';
        state = switch (state) {
            case QUOTED -> next == '"' ? State.QUOTED_MAYBE_CLOSED : State.QUOTED;
            case QUOTED_MAYBE_CLOSED -> next == '"' ? State.QUOTED : plain(next);
            case CELL_BEGINS -> next == '"' ? quoted() : plain(next);
            case PLAIN -> plain(next);
        };
    }

    private State plain(char next) {
        return next == separator || next == '\r' || next == '\n' ? State.CELL_BEGINS : State.PLAIN;
    }

    private State quoted() {
        opened = line;
        return State.QUOTED;
    }
}
