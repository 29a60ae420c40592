package org.schoolcrm.runtime;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.schoolcrm.runtime.api.Clock;

/** The machine's own clock. */
public final class SystemClock implements Clock {

    private final InstantSource source = InstantSource.system();

    @Override
    public Instant now() {
        return source.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
