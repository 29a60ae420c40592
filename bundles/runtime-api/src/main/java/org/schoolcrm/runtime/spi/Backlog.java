package org.schoolcrm.runtime.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** A queue that is worked off in time, as health and metrics see it. Offered as an OSGi service by whoever keeps the queue. */
@ConsumerType
public interface Backlog {

    /** Lower-case and permanent: alerts are written for it. */
    String queue();

    /** Asks the database, in one statement; the same for every node. */
    Waiting waiting();

    /**
     * What is due and not done yet.
     *
     * @param entries how many, counted up to {@link #MOST}
     * @param oldest since when the first of them is due, null if none is
     */
    record Waiting(long entries, @Nullable Instant oldest) {

        /** Counting further would cost more than it tells. */
        public static final int MOST = 100_000;
    }
}
