package org.schoolcrm.runtime;

import javax.transaction.Status;
import javax.transaction.Synchronization;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs an effect once the transaction has committed; a failing effect fails nothing else. */
record AfterCommit(Runnable effect) implements Synchronization {

    private static final Logger LOG = LoggerFactory.getLogger(AfterCommit.class);

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
        if (status != Status.STATUS_COMMITTED) {
            return;
        }
        try {
            effect.run();
        } catch (RuntimeException e) {
            LOG.warn("The change is saved, but what was to follow it failed", e);
        }
    }
}
