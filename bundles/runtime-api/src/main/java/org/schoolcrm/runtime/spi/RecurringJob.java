package org.schoolcrm.runtime.spi;

import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;

/** A job that never ends, one for all nodes: each run plans the next, a period after its own end. */
@ConsumerType
public abstract class RecurringJob implements JobHandler {

    private static final String KEY = "one";

    private final String kind;
    private final Duration period;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;

    protected RecurringJob(String kind, Duration period, Transactions transactions, Jobs jobs, Clock clock) {
        this.kind = kind;
        this.period = period;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Plans the first run; where the job is planned already, nothing changes. */
    public final void start() {
        transactions.run(() -> jobs.schedule(new JobId(kind, KEY), clock.now()));
    }

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final JobOutcome run(String key) {
        boolean more = runOnce();
        return JobOutcome.again(more ? clock.now() : clock.now().plus(period));
    }

    /** Does what is due; true if more is waiting, so that the next run follows at once. */
    protected abstract boolean runOnce();
}
