package org.schoolcrm.acquiring.tbank;

import org.schoolcrm.acquiring.simulation.AcquirerHistories;
import org.schoolcrm.acquiring.testkit.BankKit;

class TbankHistoriesTest extends AcquirerHistories {

    @Override
    protected BankKit kit() {
        return new TbankAcquirerTest().kit();
    }
}
