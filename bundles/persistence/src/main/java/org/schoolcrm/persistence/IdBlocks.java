package org.schoolcrm.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/**
 * Ids from sequences that count in blocks: one statement fetches a thousand. What a restart leaves over is never used.
 */
public final class IdBlocks {

    /** The increment of every {@code …_id} sequence. */
    private static final int BLOCK = 1000;

    private final Jdbi jdbi;
    private final Map<String, Block> blocks = new ConcurrentHashMap<>();

    IdBlocks(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public long next(String sequence) {
        return next(sequence, 1).get(0);
    }

    public List<Long> next(String sequence, int count) {
        return blocks.computeIfAbsent(sequence, Block::new).take(count);
    }

    private final class Block {

        private final String sequence;
        private long next;
        private long end;

        Block(String sequence) {
            this.sequence = sequence;
        }

        synchronized List<Long> take(int count) {
            var taken = new ArrayList<Long>(count);
            while (taken.size() < count) {
                if (next == end) {
                    next = fetch();
                    end = next + BLOCK;
                }
                taken.add(next++);
            }
            return taken;
        }

        private long fetch() {
            return jdbi.withHandle(handle -> handle.createQuery("select nextval('" + sequence + "')")
                    .mapTo(Long.class)
                    .one());
        }
    }
}
