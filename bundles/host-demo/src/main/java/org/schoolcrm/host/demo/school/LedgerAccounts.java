package org.schoolcrm.host.demo.school;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.spi.Accounts;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.host.spi.PostingAnswer;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** Accounts whose balance is the sum of their entries; a payment is entered once, because the database says so. */
public final class LedgerAccounts implements Accounts {

    private final SchoolTables tables;
    private final Transactions transactions;
    private final Clock clock;

    public LedgerAccounts(SchoolTables tables, Transactions transactions, Clock clock) {
        this.tables = tables;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public PostingAnswer post(Posting posting) {
        return postAll(List.of(posting)).get(0);
    }

    @Override
    public List<PostingAnswer> postAll(List<Posting> postings) {
        return transactions.inTransaction(() -> tables.jdbi().withHandle(handle -> {
            var known = purses(handle, postings);
            var possible = postings.stream()
                    .filter(one -> known.contains(Purse.of(one)))
                    .toList();
            if (!possible.isEmpty()) {
                raise(handle, entered(handle, possible), possible);
            }
            return postings.stream()
                    .map(one -> known.contains(Purse.of(one)) ? PostingAnswer.posted() : refused(one))
                    .toList();
        }));
    }

    private static PostingAnswer refused(Posting posting) {
        return PostingAnswer.refused("There is no account " + posting.account() + " of customer " + posting.customer()
                + " in branch " + posting.branch() + " in " + posting.amount().currency());
    }

    /** All accounts of these customers. */
    private static Set<Purse> purses(Handle handle, List<Posting> postings) {
        return handle.createQuery(
                        "select a.customer_id, a.account_id, b.id, b.currency from" + RequestedCustomers.CUSTOMERS
                                + " join school_account a on a.customer_id = w.id"
                                + " join school_customer c on c.id = a.customer_id"
                                + " join school_branch b on b.id = c.branch_id")
                .bind(
                        "ids",
                        postings.stream()
                                .map(one -> one.customer().value())
                                .distinct()
                                .toArray(Long[]::new))
                .map((row, context) -> new Purse(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4)))
                .collect(Collectors.toSet());
    }

    /** The payments that were not entered before. */
    private Set<Long> entered(Handle handle, List<Posting> postings) {
        var now = clock.now();
        return handle.createUpdate("insert into school_entry (customer_id, account_id, amount, at, note, payment_id)"
                        + " values <rows> on conflict do nothing")
                .bindMethodsList(
                        "rows",
                        postings.stream().map(one -> new EntryRow(one, now)).toList(),
                        EntryRow.COLUMNS)
                .executeAndReturnGeneratedKeys("payment_id")
                .mapTo(Long.class)
                .collect(Collectors.toSet());
    }

    /** In one order of accounts, so that two who do so at once cannot block each other. */
    private static void raise(Handle handle, Set<Long> entered, List<Posting> postings) {
        var sums = new TreeMap<Purse, Long>(
                Comparator.comparingLong(Purse::customer).thenComparingLong(Purse::account));
        for (var one : postings) {
            if (entered.contains(one.id().value())) {
                sums.merge(Purse.of(one), one.amount().minor(), Math::addExact);
            }
        }
        var batch = handle.prepareBatch("update school_account set balance = balance + :sum"
                + " where customer_id = :customer and account_id = :account");
        sums.forEach((purse, sum) -> batch.bind("sum", sum)
                .bind("customer", purse.customer())
                .bind("account", purse.account())
                .add());
        batch.execute();
    }

    /** An account, with the branch and the money that it has to be of. */
    private record Purse(long customer, long account, long branch, String currency) {

        static Purse of(Posting posting) {
            return new Purse(
                    posting.customer().value(),
                    posting.account().value(),
                    posting.branch().value(),
                    posting.amount().currency().getCurrencyCode());
        }
    }

    /** A posting as the columns of its entry. */
    public record EntryRow(long customer, long account, long amount, Instant at, String note, long payment) {

        /** In the order of the row. */
        static final List<String> COLUMNS = List.of("customer", "account", "amount", "at", "note", "payment");

        EntryRow(Posting posting, Instant now) {
            this(
                    posting.customer().value(),
                    posting.account().value(),
                    posting.amount().minor(),
                    now,
                    posting.note(),
                    posting.id().value());
        }
    }
}
