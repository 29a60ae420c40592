package org.schoolcrm.acquiring.robokassa;

import org.schoolcrm.acquiring.simulation.AcquirerHistories;
import org.schoolcrm.acquiring.testkit.BankKit;

class RobokassaHistoriesTest extends AcquirerHistories {

    @Override
    protected BankKit kit() {
        return new RobokassaAcquirerTest().kit();
    }
}
