package org.schoolcrm.host.demo.imports;

import java.io.InputStream;

/** A file that is kept in pieces; one of them is in memory. */
final class StoredFile extends InputStream {

    private final ImportStore store;
    private final long id;
    private byte[] part = new byte[0];
    private int next;
    private int at;
    private long read;

    StoredFile(ImportStore store, long id) {
        this.store = store;
        this.id = id;
    }

    /** How much of it has been handed out. */
    long bytesRead() {
        return read;
    }

    @Override
    public int read() {
        if (!more()) {
            return -1;
        }
        read++;
        return part[at++] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (!more()) {
            return -1;
        }
        int count = Math.min(length, part.length - at);
        System.arraycopy(part, at, into, offset, count);
        at += count;
        read += count;
        return count;
    }

    private boolean more() {
        while (at == part.length) {
            var following = store.part(id, next++);
            if (following.isEmpty()) {
                return false;
            }
            part = following.get();
            at = 0;
        }
        return true;
    }
}
