package org.schoolcrm.runtime.api;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** Work to be done later, by any node, at least once. */
@ProviderType
public interface Jobs {

    /**
     * Plans the job as part of the current transaction. A job that is planned already is brought forward if this is
     * sooner, and otherwise left as it is.
     */
    void schedule(JobId job, Instant at);

    /** Forgets the job unless it is running just now. */
    void cancel(JobId job);
}
