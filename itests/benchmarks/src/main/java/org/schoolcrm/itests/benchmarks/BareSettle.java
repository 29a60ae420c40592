package org.schoolcrm.itests.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.schoolcrm.itests.benchmarks.ClosedLoop.Client;

/**
 * The least that taking a payment in can cost on this server: one durable transaction of six round trips, with prepared
 * statements, as pgbench would run it. pgbench itself is not among the binaries that Maven brings.
 */
final class BareSettle {

    private static final int ROWS = 1_000_000;
    private static final int CUSTOMERS = 2_000;
    private static final long AMOUNT = 150_000;

    private final String url;
    private final AtomicInteger next = new AtomicInteger();

    private BareSettle(String url) {
        this.url = url;
    }

    static BareSettle prepare(String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("create table bare_dedupe (operation varchar(100) primary key)");
            statement.execute("create table bare_invoice (id bigint primary key, status varchar(20) not null,"
                    + " paid bigint not null)");
            statement.execute("create table bare_ledger (id bigint generated always as identity primary key,"
                    + " invoice_id bigint not null, amount bigint not null, at timestamptz not null)");
            statement.execute("create table bare_balance (customer bigint primary key, balance bigint not null)");
            statement.execute(
                    "insert into bare_invoice select g, 'AWAITING_PAYMENT', 0 from generate_series(1, " + ROWS + ") g");
            statement.execute(
                    "insert into bare_balance select g, 0 from generate_series(0, " + (CUSTOMERS - 1) + ") g");
        }
        return new BareSettle(url);
    }

    Client client() throws SQLException {
        return new Settler(DriverManager.getConnection(url));
    }

    /** Every invoice that was paid stands in the ledger and on a balance. */
    void check() throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var sums = statement.executeQuery("select (select count(*) from bare_invoice where status = 'PAID'),"
                        + " (select count(*) from bare_ledger), (select sum(balance) from bare_balance)")) {
            sums.next();
            if (sums.getLong(1) != sums.getLong(2) || sums.getLong(2) * AMOUNT != sums.getLong(3)) {
                throw new IllegalStateException("The limit itself is wrong");
            }
        }
    }

    private final class Settler implements Client {

        private final Connection connection;
        private final Statement plain;
        private final PreparedStatement dedupe;
        private final PreparedStatement invoice;
        private final PreparedStatement ledger;
        private final PreparedStatement balance;

        Settler(Connection connection) throws SQLException {
            this.connection = connection;
            plain = connection.createStatement();
            dedupe = connection.prepareStatement("insert into bare_dedupe values (?) on conflict do nothing");
            invoice = connection.prepareStatement("update bare_invoice set status = 'PAID', paid = ? where id = ?");
            ledger = connection.prepareStatement(
                    "insert into bare_ledger (invoice_id, amount, at) values (?, ?, now())");
            balance = connection.prepareStatement("update bare_balance set balance = balance + ? where customer = ?");
        }

        @Override
        public void once() throws SQLException {
            int id = next.incrementAndGet();
            plain.execute("begin");
            dedupe.setString(1, "operation-" + id);
            dedupe.executeUpdate();
            invoice.setLong(1, AMOUNT);
            invoice.setLong(2, id);
            invoice.executeUpdate();
            ledger.setLong(1, id);
            ledger.setLong(2, AMOUNT);
            ledger.executeUpdate();
            balance.setLong(1, AMOUNT);
            balance.setLong(2, id % CUSTOMERS);
            balance.executeUpdate();
            plain.execute("commit");
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
