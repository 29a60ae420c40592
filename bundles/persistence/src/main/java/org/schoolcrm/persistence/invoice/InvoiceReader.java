package org.schoolcrm.persistence.invoice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;
import org.schoolcrm.persistence.BillingTables.RowReader;

/** An invoice read past JPA, for the public page and the words of banks: strangers decide how often that happens. */
final class InvoiceReader implements RowReader<Invoice>, RowMapper<Invoice> {

    @Override
    public Invoice map(ResultSet row, StatementContext context) throws SQLException {
        return read(row);
    }

    @Override
    public Invoice read(ResultSet row) throws SQLException {
        var currency = Currency.getInstance(row.getString("currency"));
        return new Invoice(
                new InvoiceId(row.getLong("id")),
                row.getString("number"),
                new BranchId(row.getLong("branch_id")),
                new CustomerId(row.getLong("customer_id")),
                new AccountId(row.getLong("account_id")),
                row.getObject("run_id", Long.class),
                CalculationMethod.valueOf(row.getString("method")),
                new Money(row.getLong("amount"), currency),
                new DateRange(day(row, "period_begin"), optionalDay(row, "period_end")),
                new PaymentTerm(day(row, "pay_from"), optionalDay(row, "pay_until")),
                row.getBoolean("repeatable"),
                InvoiceStatus.valueOf(row.getString("status")),
                new Money(row.getLong("paid"), currency),
                InvoiceRow.flagsOf(row.getString("flags")),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                InvoiceRow.versionOf(
                        row.getObject("issuer_branch_id", Long.class), row.getObject("issuer_version", Long.class)));
    }

    private static LocalDate day(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static @Nullable LocalDate optionalDay(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }
}
