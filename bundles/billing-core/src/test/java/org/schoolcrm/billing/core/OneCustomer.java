package org.schoolcrm.billing.core;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;

/** A CRM with a single customer. */
record OneCustomer(CustomerFacts customer) implements Customers {

    @Override
    public List<CustomerFacts> facts(BranchId branch, Set<CustomerId> customers, DateRange window, Instant asOf) {
        return customer.branch().equals(branch) && customers.contains(customer.id()) ? List.of(customer) : List.of();
    }

    @Override
    public CandidatePage candidates(BranchId branch, CandidateFilter filter, @Nullable String after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<CustomerName> search(BranchId branch, String text, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Dictionaries dictionaries(BranchId branch) {
        throw new UnsupportedOperationException();
    }
}
