package org.schoolcrm.itests.crash;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import java.util.Set;
import org.schoolcrm.itests.application.TestApplication;
import org.schoolcrm.itests.application.TestServer;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** One process of the school; it does its jobs when it is told to, on the caller's thread. */
public final class Node implements AutoCloseable {

    private final CrashPlan plan;
    private final Wire wire;
    private final TestDatabase database;
    private final TestApplication house;

    Node(CrashPlan plan, Wire wire, TestDatabase database, TestApplication house) {
        this.plan = plan;
        this.wire = wire;
        this.database = database;
        this.house = house;
    }

    public <T> T the(Class<T> service) {
        return house.the(service);
    }

    CrashPlan plan() {
        return plan;
    }

    /** The node's API and pages on a socket of their own. */
    public TestServer server() {
        return house.server();
    }

    boolean isDead() {
        return plan.isDead();
    }

    Set<String> written() {
        return wire.written();
    }

    /** Does the jobs that are due now, and takes up those whose node is gone. */
    public void work() {
        the(ManualScheduler.class).runDeadExecutionDetection();
        the(ManualScheduler.class).runAnyDueExecutions();
    }

    @Override
    public void close() {
        house.close();
        database.close();
    }
}
