package org.schoolcrm.mailing.core.run;

import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.spi.RunStore.Page;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;

/** Plans the jobs of a run, due at once. */
public final class RunJobs {

    private final Jobs jobs;
    private final Clock clock;

    public RunJobs(Jobs jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    void schedule(RunId run) {
        jobs.schedule(RunCoordinator.job(run), clock.now());
    }

    void schedule(Page page) {
        jobs.schedule(PageWorker.job(page), clock.now());
    }
}
