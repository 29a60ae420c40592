package org.schoolcrm.persistence.mailing;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Currency;
import java.util.EnumMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.SkipReason;
import org.schoolcrm.mailing.spi.RunStore.Tally;
import org.schoolcrm.money.Money;

/** The rows of what a run did, written by the page and summed up by the database. */
final class RunEntries {

    static final RowMapper<RunEntry> ROW = (row, context) -> new RunEntry(
            new RunId(row.getLong("run_id")),
            new CustomerId(row.getLong("customer_id")),
            new AccountId(row.getLong("account_id")),
            row.getString("customer_name"),
            RunEntry.Outcome.valueOf(row.getString("outcome")),
            row.getString("reason") == null ? null : SkipReason.valueOf(row.getString("reason")),
            row.getString("error"),
            row.getObject("invoice_id") == null ? null : new InvoiceId(row.getLong("invoice_id")),
            money(row));

    static final String INSERT = "insert into run_entry (run_id, customer_id, account_id, customer_name,"
            + " outcome, reason, error, invoice_id, amount, currency) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private RunEntries() {}

    static void bind(PreparedStatement statement, RunEntry entry) throws SQLException {
        var invoice = entry.invoice();
        var amount = entry.amount();
        statement.setLong(1, entry.run().value());
        statement.setLong(2, entry.customer().value());
        statement.setLong(3, entry.account().value());
        statement.setString(4, entry.customerName());
        statement.setString(5, entry.outcome().name());
        statement.setString(6, entry.reason() == null ? null : entry.reason().name());
        statement.setString(7, entry.error());
        statement.setObject(8, invoice == null ? null : invoice.value(), Types.BIGINT);
        statement.setObject(9, amount == null ? null : amount.minor(), Types.BIGINT);
        statement.setString(10, amount == null ? null : amount.currency().getCurrencyCode());
    }

    static Tally tally(Handle handle, RunId run) {
        var pages = handle.createQuery("select coalesce(sum(size), 0) as customers, coalesce(sum(done), 0) as done"
                        + " from run_page where run_id = :run")
                .bind("run", run.value())
                .map((row, context) -> new long[] {row.getLong("customers"), row.getLong("done")})
                .one();
        var groups = handle.createQuery("select outcome, reason, currency, count(*) as many,"
                        + " coalesce(sum(amount), 0) as amount from run_entry where run_id = :run"
                        + " group by outcome, reason, currency")
                .bind("run", run.value())
                .map((row, context) -> new Group(
                        RunEntry.Outcome.valueOf(row.getString("outcome")),
                        row.getString("reason"),
                        row.getString("currency"),
                        row.getLong("many"),
                        row.getLong("amount")))
                .list();
        var skipped = new EnumMap<SkipReason, Long>(SkipReason.class);
        long billed = 0;
        long failed = 0;
        long amount = 0;
        String currency = null;
        for (var group : groups) {
            switch (group.outcome()) {
                case BILLED -> {
                    billed += group.many();
                    amount += group.amount();
                    currency = group.currency();
                }
                case FAILED -> failed += group.many();
                case SKIPPED -> skipped.put(SkipReason.valueOf(String.valueOf(group.reason())), group.many());
            }
        }
        return new Tally(pages[0], pages[1], billed, failed, skipped, amount, currency);
    }

    private static @Nullable Money money(ResultSet row) throws SQLException {
        var currency = row.getString("currency");
        return currency == null ? null : new Money(row.getLong("amount"), Currency.getInstance(currency));
    }

    private record Group(
            RunEntry.Outcome outcome,
            @Nullable String reason,
            @Nullable String currency,
            long many,
            long amount) {}
}
