package org.schoolcrm.host.testkit;

/** The CRM in memory keeps the contract, so what breaks in its broken copies is what was broken. */
class SchoolInMemoryTest extends HostContract {

    private final SchoolInMemory school = new SchoolInMemory();

    @Override
    protected HostUnderTest host() {
        return school;
    }
}
