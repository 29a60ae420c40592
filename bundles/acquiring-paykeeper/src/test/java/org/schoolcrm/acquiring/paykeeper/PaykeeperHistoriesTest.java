package org.schoolcrm.acquiring.paykeeper;

import org.schoolcrm.acquiring.simulation.AcquirerHistories;
import org.schoolcrm.acquiring.testkit.BankKit;

class PaykeeperHistoriesTest extends AcquirerHistories {

    @Override
    protected BankKit kit() {
        return new PaykeeperAcquirerTest().kit();
    }
}
