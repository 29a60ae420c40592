package org.schoolcrm.host.demo.school;

/** The customers asked about, as a table to join: of an array, H2 would compare every row with every id. */
final class RequestedCustomers {

    /** Reads the parameter {@code ids}. */
    static final String CUSTOMERS = " unnest(cast(:ids as bigint array)) as w(id)";

    private RequestedCustomers() {}
}
