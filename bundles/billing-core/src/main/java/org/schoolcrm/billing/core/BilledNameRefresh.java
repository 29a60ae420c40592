package org.schoolcrm.billing.core;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.schoolcrm.billing.spi.BilledNames;
import org.schoolcrm.billing.spi.BilledNames.Billed;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.CustomerName;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.RecurringJob;

/** Looks up once a day whether the CRM calls customers by other names than their invoices do, and renews those. */
public final class BilledNameRefresh extends RecurringJob {

    private static final String KIND = "invoice-names";
    private static final Duration PERIOD = Duration.ofDays(1);
    private static final int PAGE = 500;

    private final BilledNames names;
    private final Branches branches;
    private final Customers customers;
    private final Transactions transactions;

    public BilledNameRefresh(
            BilledNames names,
            Branches branches,
            Customers customers,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        super(KIND, PERIOD, transactions, jobs, clock);
        this.names = names;
        this.branches = branches;
        this.customers = customers;
        this.transactions = transactions;
    }

    @Override
    protected boolean runOnce() {
        branches.all().forEach(branch -> renew(branch.id()));
        return false;
    }

    /** A customer whom the CRM no longer knows keeps the last name. */
    private void renew(BranchId branch) {
        var page = names.after(branch, Long.MIN_VALUE, PAGE);
        while (!page.isEmpty()) {
            renew(branch, page);
            page = names.after(branch, page.get(page.size() - 1).customer().value(), PAGE);
        }
    }

    private void renew(BranchId branch, List<Billed> page) {
        var who = page.stream().map(Billed::customer).collect(Collectors.toSet());
        var now = customers.names(branch, who).stream()
                .collect(Collectors.toMap(CustomerName::id, CustomerName::name, (one, other) -> one));
        var changed = page.stream()
                .filter(one -> !Objects.requireNonNullElse(now.get(one.customer()), one.name())
                        .equals(one.name()))
                .map(one -> new Billed(one.customer(), Objects.requireNonNull(now.get(one.customer()))))
                .distinct()
                .toList();
        if (!changed.isEmpty()) {
            transactions.run(() -> names.rename(branch, changed));
        }
    }
}
