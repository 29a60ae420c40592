package org.schoolcrm.host.demo.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.importer.BalanceLines.Opening;
import org.schoolcrm.host.importer.Entry;
import org.schoolcrm.host.importer.HostWriter.RowWriter;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.runtime.api.Clock;

/**
 * Opening balances, as entries of the ledger. A number that comes again with another amount is corrected by an entry of
 * the difference, so what was paid in between stays.
 */
record BalanceWriter(Handle handle, Branch branch, Clock clock) implements RowWriter<Opening> {

    @Override
    public void add(List<Entry<Opening>> entries) {
        var batch = handle.prepareBatch("insert into school_opening (branch_id, external_id, customer_id, account_id,"
                + " amount) values (:branch, :external, :customer, :account, 0)");
        entries.forEach(entry -> batch.bind("branch", branch.id().value())
                .bind("external", entry.externalId())
                .bind("customer", entry.row().customer())
                .bind("account", entry.row().account())
                .add());
        batch.execute();
        change(entries);
    }

    @Override
    public void change(List<Entry<Opening>> entries) {
        var given = new HashMap<String, Long>();
        handle.createQuery("select o.external_id, o.amount from unnest(cast(:ids as varchar array)) wanted(id)"
                        + " join school_opening o on o.branch_id = :branch and o.external_id = wanted.id")
                .bind("branch", branch.id().value())
                .bindArray(
                        "ids",
                        String.class,
                        entries.stream().map(Entry::externalId).toArray())
                .map((row, context) -> given.put(row.getString("external_id"), row.getLong("amount")))
                .list();
        var ledger = handle.prepareBatch("insert into school_entry (customer_id, account_id, amount, at, note)"
                + " values (:customer, :account, :amount, :at, :note)");
        var balances = handle.prepareBatch("update school_account set balance = balance + :amount"
                + " where customer_id = :customer and account_id = :account");
        var lessons = handle.prepareBatch("update school_account set lessons_left = :left"
                + " where customer_id = :customer and account_id = :account");
        var openings = handle.prepareBatch("update school_opening set amount = :amount"
                + " where branch_id = :branch and external_id = :external");
        for (var entry : entries) {
            var row = entry.row();
            long difference = Math.subtractExact(row.amount(), given.getOrDefault(entry.externalId(), 0L));
            if (difference != 0) {
                ledger.bind("customer", row.customer())
                        .bind("account", row.account())
                        .bind("amount", difference)
                        .bind("at", at(row.date(), branch.zone()))
                        .bind("note", row.note().isEmpty() ? "Входящий остаток" : row.note())
                        .add();
                balances.bind("customer", row.customer())
                        .bind("account", row.account())
                        .bind("amount", difference)
                        .add();
                openings.bind("branch", branch.id().value())
                        .bind("external", entry.externalId())
                        .bind("amount", row.amount())
                        .add();
            }
            if (row.lessonsLeft() != null) {
                lessons.bind("customer", row.customer())
                        .bind("account", row.account())
                        .bind("left", row.lessonsLeft())
                        .add();
            }
        }
        ledger.execute();
        balances.execute();
        lessons.execute();
        openings.execute();
    }

    private Instant at(@Nullable LocalDate date, ZoneId zone) {
        return date == null ? clock.now() : date.atStartOfDay(zone).toInstant();
    }
}
