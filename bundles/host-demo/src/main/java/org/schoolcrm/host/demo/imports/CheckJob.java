package org.schoolcrm.host.demo.imports;

import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;

/** Checks one file. */
public final class CheckJob implements JobHandler {

    static final String KIND = "school.import.check";

    private final ImportWork work;

    public CheckJob(ImportWork work) {
        this.work = work;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(String key) {
        work.check(Long.parseLong(key));
        return JobOutcome.done();
    }
}
