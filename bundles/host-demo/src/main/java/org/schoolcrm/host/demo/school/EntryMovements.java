package org.schoolcrm.host.demo.school;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.AccountMovements;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Movement;
import org.schoolcrm.money.Money;

/** The ledger as billing may read it: every entry of the school's accounts. */
public final class EntryMovements implements AccountMovements {

    private final SchoolTables tables;
    private final TableBranches branches;

    public EntryMovements(SchoolTables tables, TableBranches branches) {
        this.tables = tables;
        this.branches = branches;
    }

    @Override
    public List<Movement> since(BranchId branchId, Set<CustomerId> customers, Instant after) {
        var branch = branches.find(branchId);
        if (branch.isEmpty() || customers.isEmpty()) {
            return List.of();
        }
        var ids = customers.stream().map(CustomerId::value).sorted().toArray(Long[]::new);
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select e.* from" + RequestedCustomers.CUSTOMERS
                                + " join school_customer c on c.id = w.id"
                                + " join school_entry e on e.customer_id = c.id"
                                + " where c.branch_id = :branch and e.at > :after"
                                + " order by e.at, e.id")
                        .bind("branch", branchId.value())
                        .bind("ids", ids)
                        .bind("after", after)
                        .map((row, context) -> new Movement(
                                new CustomerId(row.getLong("customer_id")),
                                new AccountId(row.getLong("account_id")),
                                Columns.instant(row, "at"),
                                new Money(row.getLong("amount"), branch.get().currency()),
                                row.getString("note")))
                        .list());
    }
}
