package org.schoolcrm.persistence.invoice;

import java.util.List;
import org.schoolcrm.billing.spi.BilledNames;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.persistence.BillingTables;

/** Names on invoices by SQL. */
public final class JdbcBilledNames implements BilledNames {

    private final BillingTables tables;

    public JdbcBilledNames(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public List<Billed> after(BranchId branch, long customer, int limit) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select distinct i.customer_id, i.customer_name from invoice i"
                                + " join (select distinct customer_id from invoice where branch_id = :branch"
                                + " and customer_id > :after order by customer_id fetch first :limit rows only) p"
                                + " on p.customer_id = i.customer_id where i.branch_id = :branch"
                                + " order by i.customer_id, i.customer_name")
                        .bind("branch", branch.value())
                        .bind("after", customer)
                        .bind("limit", limit)
                        .map((row, context) ->
                                new Billed(new CustomerId(row.getLong("customer_id")), row.getString("customer_name")))
                        .list());
    }

    @Override
    public void rename(BranchId branch, List<Billed> names) {
        tables.writeAll(
                "update invoice set customer_name = ?, customer_key = ? where customer_id = ? and branch_id = ?"
                        + " and customer_name <> ?",
                names,
                (statement, one) -> {
                    var name = BilledName.of(one.name());
                    statement.setString(1, name.text());
                    statement.setString(2, name.key());
                    statement.setLong(3, one.customer().value());
                    statement.setLong(4, branch.value());
                    statement.setString(5, name.text());
                });
    }
}
