package org.schoolcrm.acquiring.rbs;

import org.schoolcrm.acquiring.simulation.AcquirerHistories;
import org.schoolcrm.acquiring.testkit.BankKit;

class RbsSberHistoriesTest extends AcquirerHistories {

    @Override
    protected BankKit kit() {
        return new RbsSberTest().kit();
    }
}
