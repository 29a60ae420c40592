package org.schoolcrm.rest.school;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.runtime.api.Clock;

/** What the customers of a page are called, for a branch at once. */
public class CustomerNames {

    private final Branches branches;
    private final Customers customers;
    private final Clock clock;

    public CustomerNames(Branches branches, Customers customers, Clock clock) {
        this.branches = branches;
        this.customers = customers;
        this.clock = clock;
    }

    /** Those who are gone are left out. */
    public Map<CustomerId, String> of(BranchId branch, Collection<CustomerId> who) {
        if (who.isEmpty()) {
            return Map.of();
        }
        var today = clock.today(branches.find(branch).orElseThrow().zone());
        return customers.facts(branch, Set.copyOf(who), new DateRange(today, today), clock.now()).stream()
                .collect(Collectors.toMap(CustomerFacts::id, CustomerFacts::name));
    }
}
