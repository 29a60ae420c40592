package org.schoolcrm.persistence.invoice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.query.InvoiceFilter;
import org.schoolcrm.billing.api.query.InvoiceSort;
import org.schoolcrm.billing.spi.InvoiceSearch;
import org.schoolcrm.billing.spi.InvoiceTally;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.money.Money;
import org.schoolcrm.persistence.BillingTables;

/** Pages and sums of invoices by SQL. */
public final class JdbcInvoiceSearch implements InvoiceSearch {

    /** Reads the branch's rows once. An index of states would make each payment write into every index of the table. */
    private static final String TALLIES = """
            select standing, month_no, currency, count(*) as invoices, sum(amount) as amount, sum(paid) as paid,
                   sum(refunded) as refunded
             from (select currency, amount, paid, refunded, case %s else 0 end as month_no,
                          case when status = 'PAID' then 'PAID' when pay_until < :today then 'EXPIRED' else 'AWAITING' end
                            as standing
                    from invoice where branch_id = :branch and status <> 'ARCHIVED'
                     and (status = 'AWAITING_PAYMENT' or issued_at >= :month1)) i
             group by standing, month_no, currency
            """;

    private static final RowMapper<InvoiceTally> TALLY = (row, context) -> {
        var currency = Currency.getInstance(row.getString("currency"));
        return new InvoiceTally(
                InvoiceTally.Standing.valueOf(row.getString("standing")),
                row.getInt("month_no"),
                row.getLong("invoices"),
                sum(row, "amount", currency),
                sum(row, "paid", currency),
                sum(row, "refunded", currency));
    };

    private final BillingTables tables;

    public JdbcInvoiceSearch(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public List<Invoice> page(InvoiceFilter filter, InvoiceSort order, @Nullable Position after, int limit) {
        var column = column(order.key());
        var conditions = InvoiceConditions.of(filter);
        if (after != null) {
            var sign = order.descending() ? "<" : ">";
            var value = order.key() == InvoiceSort.Key.CUSTOMER ? customerKey(after.id()) : (Object) after.value();
            conditions.and("(" + column + ", i.id) " + sign + " (:value, :id)", "value", value);
            conditions.values().put("id", after.id());
        }
        var direction = order.descending() ? " desc" : "";
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(InvoiceColumns.SELECT + " from invoice i" + conditions.where()
                                + " order by " + column + direction + ", i.id" + direction + " limit :limit")
                        .bindMap(conditions.values())
                        .bind("limit", limit)
                        .map(InvoiceColumns.INVOICE)
                        .list());
    }

    @Override
    public List<InvoiceTally> tallies(BranchId branch, LocalDate today, List<Instant> begins) {
        var latestFirst = IntStream.iterate(begins.size(), month -> month > 0, month -> month - 1)
                .mapToObj(month -> "when issued_at >= :month" + month + " then " + month)
                .collect(Collectors.joining(" "));
        return tables.jdbi().withHandle(handle -> {
            var query = handle.createQuery(TALLIES.formatted(latestFirst))
                    .bind("branch", branch.value())
                    .bind("today", today);
            for (int month = 1; month <= begins.size(); month++) {
                query.bind("month" + month, begins.get(month - 1));
            }
            return query.map(TALLY).list();
        });
    }

    /** Whatever stands in single rows, the branch sees its summary. */
    private static Money sum(ResultSet row, String column, Currency currency) throws SQLException {
        return Money.nearest(row.getBigDecimal(column).toBigInteger(), currency);
    }

    /** Where the page before ended, which no cursor tells: names do not belong into addresses. */
    private String customerKey(long invoice) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select customer_key from invoice where id = :id")
                        .bind("id", invoice)
                        .mapTo(String.class)
                        .findOne()
                        .orElse(""));
    }

    private static String column(InvoiceSort.Key key) {
        return switch (key) {
            case ISSUED -> "i.id";
            case AMOUNT -> "i.amount";
            case CUSTOMER -> "i.customer_key";
        };
    }
}
