package org.schoolcrm.observability.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.CandidateFilter;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.runtime.api.Clock;

/** Whether a CRM is installed, knows branches, and how old the balances are that it tells of a customer of each. */
public final class HostCheck extends Check {

    private final Branches branches;
    private final Customers customers;
    private final Clock clock;
    private final Duration stale;

    /** Balances older than so many minutes are worth a warning. */
    public HostCheck(Branches branches, Customers customers, Clock clock, int staleMinutes) {
        super(Result.Status.CRITICAL);
        this.branches = branches;
        this.customers = customers;
        this.clock = clock;
        this.stale = Duration.ofMinutes(staleMinutes);
    }

    @Override
    void look(FormattingResultLog log) {
        var all = branches.all();
        if (all.isEmpty()) {
            log.critical("The CRM knows no branch");
        }
        for (var branch : all) {
            var asOf = asOf(branch);
            if (asOf.isPresent() && asOf.get().plus(stale).isBefore(clock.now())) {
                log.warn("Branch {}: balances as of {}", branch.id(), asOf.get());
            } else {
                log.info(
                        "Branch {}: balances as of {}",
                        branch.id(),
                        asOf.map(Instant::toString).orElse("no customer"));
            }
        }
    }

    private Optional<Instant> asOf(Branch branch) {
        var one = customers
                .candidates(branch.id(), CandidateFilter.EVERYBODY, null, 1)
                .customers();
        if (one.isEmpty()) {
            return Optional.empty();
        }
        var today = clock.today(branch.zone());
        return customers.facts(branch.id(), Set.copyOf(one), new DateRange(today, today), clock.now()).stream()
                .flatMap(facts -> facts.accounts().stream())
                .map(Account::asOf)
                .min(Instant::compareTo);
    }
}
