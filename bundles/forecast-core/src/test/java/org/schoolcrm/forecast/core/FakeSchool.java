package org.schoolcrm.forecast.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;

/** A CRM with the facts that a test gives it, which counts the queries for facts. */
final class FakeSchool implements Customers {

    private final List<CustomerFacts> known = new ArrayList<>();
    private int questions;

    void add(CustomerFacts customer) {
        known.add(customer);
    }

    Set<CustomerId> everybody() {
        return known.stream().map(CustomerFacts::id).collect(Collectors.toSet());
    }

    int questions() {
        return questions;
    }

    @Override
    public List<CustomerFacts> facts(BranchId branch, Set<CustomerId> customers, DateRange window, Instant asOf) {
        questions++;
        return known.stream()
                .filter(one -> one.branch().equals(branch) && customers.contains(one.id()))
                .toList();
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
