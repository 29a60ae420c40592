package org.schoolcrm.itests.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.schoolcrm.acquiring.simulation.RecordedState;
import org.schoolcrm.billing.api.InvoiceId;

/** Reads the tables as an auditor would: by SQL of its own. */
final class RecordedStateBySql {

    private final DataSource dataSource;
    private final long account;
    private final String invoices;

    RecordedStateBySql(DataSource dataSource, long account, List<InvoiceId> invoices) {
        this.dataSource = dataSource;
        this.account = account;
        this.invoices = invoices.stream().map(InvoiceId::toString).collect(Collectors.joining(", "));
    }

    RecordedState read() {
        return new RecordedState(
                rows(
                        "select id, customer_id, amount, paid, refunded, status from invoice where id in (" + invoices
                                + ")",
                        row -> new RecordedState.Invoice(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getString(6))),
                rows(
                        "select order_id, status, provider_id from payment_attempt where merchant_account_id = "
                                + account,
                        row -> new RecordedState.Attempt(row.getString(1), row.getString(2), row.getString(3))),
                rows(
                        "select a.order_id, o.kind, o.amount from bank_operation o left join payment_attempt a"
                                + " on a.id = o.attempt_id where o.merchant_account_id = " + account,
                        row -> new RecordedState.Operation(row.getString(1), row.getString(2), row.getLong(3))),
                rows(
                        "select r.status, r.amount from refund r join payment_attempt a on a.id = r.attempt_id"
                                + " where a.merchant_account_id = " + account,
                        row -> new RecordedState.Refund(row.getString(1), row.getLong(2))),
                new HashSet<>(rows(
                        "select encode(body_hash, 'hex') from webhook_inbox where merchant_account_id = " + account,
                        row -> row.getString(1))),
                rows(
                                "select p.payment_id from posting p join bank_operation o on o.id = p.payment_id"
                                        + " where p.state = 'QUEUED' and o.merchant_account_id = " + account,
                                row -> row.getLong(1))
                        .size(),
                new HashSet<>(rows(
                        "select a.order_id from payment_attempt a join attention t on t.subject = 'payment:' || a.id"
                                + " where a.merchant_account_id = " + account
                                + " union select substr(subject, 14) from attention"
                                + " where subject like 'bank-payment:%'",
                        row -> row.getString(1))));
    }

    private <T> List<T> rows(String sql, Row<T> reader) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            var rows = new ArrayList<T>();
            while (found.next()) {
                rows.add(reader.read(found));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private interface Row<T> {

        T read(ResultSet row) throws SQLException;
    }
}
