package org.schoolcrm.host.demo.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.runtime.api.Clock;

/**
 * Opening balances, as entries of the ledger. A number that comes again with another amount is corrected by an entry of
 * the difference, so what was paid in between stays.
 */
final class BalanceIntake implements Intake<BalanceIntake.Opening> {

    private final Clock clock;

    BalanceIntake(Clock clock) {
        this.clock = clock;
    }

    /** What a line says of a balance. */
    record Opening(
            long customer,
            long account,
            long amount,
            @Nullable LocalDate date,
            @Nullable Integer lessonsLeft,
            String note) {}

    private record Account(long customer, long account) {}

    @Override
    public Function<Cells, Opening> reader(Handle handle, Branch branch, List<Line> lines, Map<String, Known> known) {
        var references = new References(handle, branch);
        var customers = references.customers(lines);
        var subscriptions = references.subscriptions(lines);
        var accounts = accounts(handle, customers.values().toArray());
        var earlier = earlier(handle, branch, known.keySet().toArray());
        return cells -> {
            var opening = new Opening(
                    SubscriptionIntake.referred(cells, customers),
                    account(cells, subscriptions),
                    cells.amount(Column.BALANCE, branch.currency()).minor(),
                    cells.dayIfAny(Column.DATE),
                    cells.has(Column.LESSONS_LEFT) ? cells.number(Column.LESSONS_LEFT, 0, -10_000, 10_000) : null,
                    cells.text(Column.NOTE, 300));
            var account = new Account(opening.customer(), opening.account());
            if (cells.found().isEmpty() && !accounts.containsKey(account)) {
                cells.note(Column.SUBSCRIPTION, Fault.ACCOUNT_UNKNOWN, "");
            }
            var before = earlier.get(cells.line().at(Column.EXTERNAL_ID));
            if (before != null && !before.equals(account)) {
                cells.note(Column.CUSTOMER, Fault.BELONGS_ELSEWHERE, "");
            }
            return opening;
        };
    }

    private static long account(Cells cells, Map<String, Long> subscriptions) {
        if (!cells.has(Column.SUBSCRIPTION)) {
            return 0;
        }
        var found = subscriptions.get(cells.line().at(Column.SUBSCRIPTION));
        if (found == null) {
            cells.note(Column.SUBSCRIPTION, Fault.SUBSCRIPTION_UNKNOWN, "");
            return 0;
        }
        return found;
    }

    private static Map<Account, Boolean> accounts(Handle handle, Object[] customers) {
        var found = new HashMap<Account, Boolean>();
        handle.createQuery("select customer_id, account_id from school_account"
                        + " where customer_id = any(cast(:ids as bigint array))")
                .bindArray("ids", Long.class, customers)
                .map((row, context) ->
                        found.put(new Account(row.getLong("customer_id"), row.getLong("account_id")), true))
                .list();
        return found;
    }

    private static Map<String, Account> earlier(Handle handle, Branch branch, Object[] externalIds) {
        var found = new HashMap<String, Account>();
        handle.createQuery("select o.external_id, o.customer_id, o.account_id"
                        + " from unnest(cast(:ids as varchar array)) wanted(id)"
                        + " join school_opening o on o.branch_id = :branch and o.external_id = wanted.id")
                .bind("branch", branch.id().value())
                .bindArray("ids", String.class, externalIds)
                .map((row, context) -> found.put(
                        row.getString("external_id"),
                        new Account(row.getLong("customer_id"), row.getLong("account_id"))))
                .list();
        return found;
    }

    @Override
    public void add(Handle handle, Branch branch, List<Entry<Opening>> entries) {
        var batch = handle.prepareBatch("insert into school_opening (branch_id, external_id, customer_id, account_id,"
                + " amount) values (:branch, :external, :customer, :account, 0)");
        entries.forEach(entry -> batch.bind("branch", branch.id().value())
                .bind("external", entry.externalId())
                .bind("customer", entry.row().customer())
                .bind("account", entry.row().account())
                .add());
        batch.execute();
        change(handle, branch, entries);
    }

    @Override
    public void change(Handle handle, Branch branch, List<Entry<Opening>> entries) {
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
