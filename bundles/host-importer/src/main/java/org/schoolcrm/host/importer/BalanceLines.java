package org.schoolcrm.host.importer;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.importer.HostRecords.AccountKey;
import org.schoolcrm.host.spi.Branch;

/**
 * Opening balances, as entries of the ledger. A number that comes again with another amount is corrected by an entry of
 * the difference, so what was paid in between stays.
 */
public final class BalanceLines implements LineReader<BalanceLines.Opening> {

    /** What a line says of a balance. */
    public record Opening(
            long customer,
            long account,
            long amount,
            @Nullable LocalDate date,
            @Nullable Integer lessonsLeft,
            String note) {}

    @Override
    public Function<Cells, Opening> reader(
            HostRecords host, Branch branch, List<Line> lines, Map<String, Known> known) {
        var references = new References(host);
        var customers = references.customers(lines);
        var subscriptions = references.subscriptions(lines);
        var accounts = host.accounts(customers.values());
        var earlier = host.openings(known.keySet());
        return cells -> {
            var opening = new Opening(
                    SubscriptionLines.referred(cells, customers),
                    account(cells, subscriptions),
                    cells.amount(Column.BALANCE, branch.currency()).minor(),
                    cells.dayIfAny(Column.DATE),
                    cells.has(Column.LESSONS_LEFT) ? cells.number(Column.LESSONS_LEFT, 0, -10_000, 10_000) : null,
                    cells.lines(Column.NOTE, 300));
            var account = new AccountKey(opening.customer(), opening.account());
            if (cells.found().isEmpty() && !accounts.contains(account)) {
                cells.note(Column.SUBSCRIPTION, Fault.ACCOUNT_UNKNOWN, "");
            }
            var before = earlier.get(cells.line().at(Column.EXTERNAL_ID));
            if (before != null && !before.equals(account)) {
                cells.note(Column.CUSTOMER, Fault.BELONGS_ELSEWHERE, "");
            }
            return opening;
        };
    }

    @Override
    public HostWriter.RowWriter<Opening> writer(HostWriter host) {
        return host.balances();
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
}
