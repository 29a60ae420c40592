package org.schoolcrm.acquiring.cloudpayments;

import org.schoolcrm.acquiring.simulation.AcquirerHistories;
import org.schoolcrm.acquiring.testkit.BankKit;

class CloudpaymentsTengeHistoriesTest extends AcquirerHistories {

    @Override
    protected BankKit kit() {
        return new CloudpaymentsTengeTest().kit();
    }
}
