package org.schoolcrm.persistence.invoice;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import org.schoolcrm.billing.spi.InvoiceStore.NewInvoice;

/** New invoices as one JDBC batch, never entity by entity. */
final class InvoiceBatch {

    static final String INSERT = "insert into invoice (id, branch_id, customer_id, account_id, run_id, number,"
            + " method, amount, currency, period_begin, period_end, pay_from, pay_until, repeatable, status, paid,"
            + " flags, issued_at, token_hash, token_sealed, explanation, version)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)";

    private InvoiceBatch() {}

    static void bind(PreparedStatement statement, NewInvoice row) throws SQLException {
        var invoice = row.invoice();
        statement.setLong(1, invoice.id().value());
        statement.setLong(2, invoice.branch().value());
        statement.setLong(3, invoice.customer().value());
        statement.setLong(4, invoice.account().value());
        statement.setObject(5, invoice.run(), Types.BIGINT);
        statement.setString(6, invoice.number());
        statement.setString(7, invoice.method().name());
        statement.setLong(8, invoice.amount().minor());
        statement.setString(9, invoice.amount().currency().getCurrencyCode());
        statement.setObject(10, invoice.period().begin());
        statement.setObject(11, invoice.period().end(), Types.DATE);
        statement.setObject(12, invoice.term().from());
        statement.setObject(13, invoice.term().until(), Types.DATE);
        statement.setBoolean(14, invoice.repeatable());
        statement.setString(15, invoice.status().name());
        statement.setLong(16, invoice.paid().minor());
        statement.setString(17, InvoiceRow.textOf(invoice.flags()));
        statement.setObject(18, invoice.issuedAt().atOffset(ZoneOffset.UTC));
        statement.setBytes(19, row.tokenHash());
        statement.setString(20, row.sealedToken());
        statement.setString(21, ExplanationDocument.write(row.explanation()));
    }
}
