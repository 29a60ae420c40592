package org.schoolcrm.acquiring.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.schoolcrm.acquiring.api.MerchantAccount;

/** What the stores in memory share: a state that can be rolled back, ids that cannot, and the planted bugs. */
final class SimulatedTables {

    final List<MerchantAccount> merchants = new ArrayList<>();
    SimulationState state = new SimulationState();
    private final Set<Sabotage> bugs;
    private final Runnable statement;
    private long ids = 1000;

    /**
     * @param statement called before each change, which a process may not survive
     */
    SimulatedTables(Set<Sabotage> bugs, Runnable statement) {
        this.bugs = bugs;
        this.statement = statement;
    }

    boolean has(Sabotage bug) {
        return bugs.contains(bug);
    }

    void change() {
        statement.run();
    }

    long nextId() {
        return ++ids;
    }
}
