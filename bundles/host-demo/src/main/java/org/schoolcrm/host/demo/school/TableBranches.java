package org.schoolcrm.host.demo.school;

import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;

/** The branches, read once: this school opens none while it runs. */
public final class TableBranches implements Branches {

    private final List<Branch> branches;

    public TableBranches(SchoolTables tables) {
        this.branches = tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from school_branch order by id")
                        .map((row, context) -> new Branch(
                                new BranchId(row.getLong("id")),
                                row.getString("name"),
                                ZoneId.of(row.getString("zone")),
                                Currency.getInstance(row.getString("currency"))))
                        .list());
    }

    @Override
    public List<Branch> all() {
        return branches;
    }
}
