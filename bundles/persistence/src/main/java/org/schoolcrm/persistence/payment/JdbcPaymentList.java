package org.schoolcrm.persistence.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.PaymentList;
import org.schoolcrm.acquiring.api.ReceiptStatus;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;
import org.schoolcrm.persistence.BillingTables;

/** The payments of a branch by one statement a page. */
public final class JdbcPaymentList implements PaymentList {

    private static final String LINES =
            "select a.id, a.invoice_id, i.number, i.customer_id, m.name, a.status, a.amount,"
                    + " a.currency, a.detail, a.started_at, a.receipt, " + sum("PAYMENT") + " + " + assigned()
                    + " captured, "
                    + sum("REFUND") + " - " + sum("REFUND_REVERSED") + " refunded from payment_attempt a"
                    + " join merchant_account m on m.id = a.merchant_account_id join invoice i on i.id = a.invoice_id"
                    + " where m.branch_id = :branch";

    private static final RowMapper<Line> LINE = (row, context) -> {
        var currency = row.getString("currency");
        return new Line(
                new AttemptId(row.getLong("id")),
                new InvoiceId(row.getLong("invoice_id")),
                row.getString("number"),
                new CustomerId(row.getLong("customer_id")),
                row.getString("name"),
                AttemptStatus.valueOf(row.getString("status")),
                Money.ofMinor(row.getLong("amount"), currency),
                sum(row, "captured", currency),
                sum(row, "refunded", currency),
                row.getString("detail"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                ReceiptStatus.valueOf(row.getString("receipt")));
    };

    private final BillingTables tables;

    public JdbcPaymentList(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public List<Line> of(BranchId branch, @Nullable AttemptStatus status, @Nullable AttemptId before, int limit) {
        var values = new HashMap<String, Object>();
        values.put("branch", branch.value());
        values.put("limit", limit);
        var where = new StringBuilder();
        if (status != null) {
            where.append(" and a.status = :status");
            values.put("status", status);
        }
        if (before != null) {
            where.append(" and a.id < :before");
            values.put("before", before.value());
        }
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(LINES + where + " order by a.id desc limit :limit")
                        .bindMap(values)
                        .map(LINE)
                        .list());
    }

    /** Whatever stands in single rows, the branch sees its payments. */
    private static Money sum(ResultSet row, String column, String currency) throws SQLException {
        return Money.nearest(row.getBigDecimal(column).toBigInteger(), Currency.getInstance(currency));
    }

    private static String sum(String kind) {
        return "coalesce((select sum(o.amount) from bank_operation o where o.attempt_id = a.id and o.kind = '" + kind
                + "'), 0)";
    }

    private static String assigned() {
        return "coalesce((select sum(o.amount) from assignment s join bank_operation o on o.id = s.operation_id"
                + " where s.attempt_id = a.id), 0)";
    }
}
