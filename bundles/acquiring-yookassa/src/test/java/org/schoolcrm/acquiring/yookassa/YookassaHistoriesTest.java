package org.schoolcrm.acquiring.yookassa;

import org.schoolcrm.acquiring.simulation.AcquirerHistories;
import org.schoolcrm.acquiring.testkit.BankKit;

class YookassaHistoriesTest extends AcquirerHistories {

    @Override
    protected BankKit kit() {
        return new YookassaAcquirerTest().kit();
    }
}
