package org.schoolcrm.acquiring.rbs;

import org.schoolcrm.acquiring.simulation.AcquirerHistories;
import org.schoolcrm.acquiring.testkit.BankKit;

class RbsAlfaHistoriesTest extends AcquirerHistories {

    @Override
    protected BankKit kit() {
        return new RbsAlfaTest().kit();
    }
}
