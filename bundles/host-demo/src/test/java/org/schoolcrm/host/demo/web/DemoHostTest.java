package org.schoolcrm.host.demo.web;

import org.schoolcrm.host.testkit.HostContract;
import org.schoolcrm.host.testkit.HostUnderTest;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** The demo school keeps the contract of every CRM, on both databases. */
@OnBothDatabases
class DemoHostTest extends HostContract {

    private final DemoHost host;

    DemoHostTest(TestDatabase database) {
        this.host = new DemoHost(database);
    }

    @Override
    protected HostUnderTest host() {
        return host;
    }
}
