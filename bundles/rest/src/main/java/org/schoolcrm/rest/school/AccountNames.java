package org.schoolcrm.rest.school;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.rest.forecast.ForecastView;
import org.schoolcrm.runtime.api.Clock;

/** What separate accounts are called, for the customers of a page at once: as the subscriptions that they belong to. */
public class AccountNames {

    private final Branches branches;
    private final Customers customers;
    private final Clock clock;

    public AccountNames(Branches branches, Customers customers, Clock clock) {
        this.branches = branches;
        this.customers = customers;
        this.clock = clock;
    }

    /** Base accounts have no name of their own, and those that are gone none any more. */
    public Names of(BranchId branch, Set<CustomerId> who) {
        var names = new HashMap<CustomerId, Map<AccountId, String>>();
        if (!who.isEmpty()) {
            var today = clock.today(branches.find(branch).orElseThrow().zone());
            for (var facts : customers.facts(branch, who, new DateRange(today, today), clock.now())) {
                var ofCustomer = names.computeIfAbsent(facts.id(), key -> new HashMap<>());
                facts.accounts()
                        .forEach(account -> Optional.ofNullable(ForecastView.accountName(facts, account.id()))
                                .ifPresent(name -> ofCustomer.put(account.id(), name)));
            }
        }
        return (customer, account) ->
                Optional.ofNullable(names.getOrDefault(customer, Map.of()).get(account));
    }

    /** The names that were found. */
    @FunctionalInterface
    public interface Names {

        Optional<String> find(CustomerId customer, AccountId account);
    }
}
