package org.schoolcrm.observability.check;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;

/** Whether the process can still help itself: threads that wait for each other end only with it. */
public final class DeadlockCheck extends Check {

    private final ThreadMXBean threads;

    public DeadlockCheck() {
        this(ManagementFactory.getThreadMXBean());
    }

    DeadlockCheck(ThreadMXBean threads) {
        super(Result.Status.CRITICAL);
        this.threads = threads;
    }

    @Override
    void look(FormattingResultLog log) {
        var locked = threads.findDeadlockedThreads();
        if (locked == null) {
            log.info("{} threads, none waits for ever", threads.getThreadCount());
        } else {
            log.critical("{} threads wait for each other for ever", locked.length);
        }
    }
}
