package org.schoolcrm.persistence.payment;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Currency;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.ReceiptStatus;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.money.Money;
import org.schoolcrm.persistence.BillingTables.RowReader;

/** A payment attempt read by SQL, for events of banks, which come in storms. */
final class AttemptReader implements RowReader<PaymentAttempt>, RowMapper<PaymentAttempt> {

    @Override
    public PaymentAttempt map(ResultSet row, StatementContext context) throws SQLException {
        return read(row);
    }

    @Override
    public PaymentAttempt read(ResultSet row) throws SQLException {
        var payAt = row.getString("pay_at");
        return new PaymentAttempt(
                new AttemptId(row.getLong("id")),
                new MerchantAccountId(row.getLong("merchant_account_id")),
                new InvoiceId(row.getLong("invoice_id")),
                row.getString("order_id"),
                new Money(row.getLong("amount"), Currency.getInstance(row.getString("currency"))),
                AttemptStatus.valueOf(row.getString("status")),
                row.getString("provider_id"),
                payAt == null ? null : URI.create(payAt),
                row.getString("detail"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("valid_until", OffsetDateTime.class).toInstant(),
                ReceiptStatus.valueOf(row.getString("receipt")));
    }
}
