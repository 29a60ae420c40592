package org.schoolcrm.host.demo.imports;

import java.time.Duration;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;

/** Writes one file, after those that were to be written before it. */
public final class WriteJob implements JobHandler {

    static final String KIND = "school.import.write";

    private static final Duration LATER = Duration.ofSeconds(2);

    private final ImportWork work;
    private final Clock clock;

    public WriteJob(ImportWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(String key) {
        return work.write(Long.parseLong(key))
                ? JobOutcome.done()
                : JobOutcome.again(clock.now().plus(LATER));
    }
}
