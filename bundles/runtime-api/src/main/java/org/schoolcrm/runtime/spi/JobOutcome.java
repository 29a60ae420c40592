package org.schoolcrm.runtime.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of a job that has run: nothing more, or another turn at the given moment. */
public record JobOutcome(@Nullable Instant again) {

    public static JobOutcome done() {
        return new JobOutcome(null);
    }

    public static JobOutcome again(Instant at) {
        return new JobOutcome(at);
    }
}
