package org.schoolcrm.runtime.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Does the jobs of one kind. Offered as an OSGi service; while it is absent its jobs wait.
 *
 * <p>A job may run again after a crash, so running it twice must do no more than running it once.
 */
@ConsumerType
public interface JobHandler {

    /** The kind of jobs that this handler does; permanent, because planned jobs are stored under it. */
    String kind();

    /** Runs outside any transaction. What it throws is logged and the job is tried again later. */
    JobOutcome run(String key);
}
