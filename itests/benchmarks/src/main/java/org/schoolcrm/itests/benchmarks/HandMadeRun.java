package org.schoolcrm.itests.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The same run as a program for nothing else would do it: reads the school by the page, adds up, and writes the same
 * rows by batches, one transaction a page. No configuration, no explanation but the one text, nobody to ask.
 */
final class HandMadeRun {

    private static final int PAGE = 500;
    private static final String INVOICE = "insert into invoice (id, branch_id, customer_id, account_id, run_id, number,"
            + " method, amount, currency, period_begin, period_end, pay_from, pay_until, repeatable, status, paid,"
            + " flags, issued_at, token_hash, token_sealed, explanation, version) values (?, 1, ?, 0, ?, ?, 'FORECAST',"
            + " ?, 'RUB', ?, ?, ?, ?, false, 'AWAITING_PAYMENT', 0, '', ?, ?, ?, ?, 1)";
    private static final String MESSAGE =
            "insert into message (id, branch_id, run_id, customer_id, account_id, channel, address, dedup_key,"
                    + " purpose, invoices, template_id, template_version, tag_values, state, attempts, not_before, fence,"
                    + " detail, created_at, changed_at) values (?, 1, ?, ?, 0, 'email', ?, ?, 'INVOICE', ?, 1, 1, ?,"
                    + " 'PENDING', 0, ?, 0, '', ?, ?)";
    private static final String ENTRY =
            "insert into run_entry (run_id, customer_id, account_id, customer_name, outcome, reason, error,"
                    + " invoice_id, amount, currency) values (?, ?, 0, ?, 'BILLED', null, null, ?, ?, 'RUB')";
    private static final String LOCK = "insert into customer_lock (branch_id, customer_id) values (1, ?)";
    private static final String DONE =
            "insert into run_page (run_id, number, customers, size, late, done) values (?, ?, ?, ?, false, ?)";
    private static final String AUDIT = "insert into audit_record (at, actor, branch_id, action, subject, was, became)"
            + " values (?, 'system', 1, 'invoice.issued', ?, null, ?)";

    private final BilledKaraf karaf;
    private final RunRows rows;
    private final String snapshot;
    private final long run;
    private final HandMadeSecrets secrets = new HandMadeSecrets();
    private final OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    private final LocalDate today = now.toLocalDate();

    /** What it took: of the clock, and of the processors in this program and in the database. */
    record Cost(Duration time, long cpuMillis) {}

    /** Takes the text that explains a forecast from a run of the product, which has just ended. */
    HandMadeRun(BilledKaraf karaf, RunRows rows) throws SQLException {
        this.karaf = karaf;
        this.rows = rows;
        try (var connection = karaf.database().dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select explanation, run_id from invoice order by id fetch first 1 rows only")) {
            row.next();
            snapshot = row.getString(1).substring(row.getString(1).indexOf("\"snap\""));
            run = row.getLong(2);
        }
    }

    Cost run() throws SQLException {
        rows.clear();
        long own = Usage.cpuMillis(ProcessHandle.current().pid());
        long databases = Usage.cpuMillisOfServer(karaf.postmaster());
        long began = System.nanoTime();
        int billed = 0;
        try (var connection = karaf.database().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            var customers = page(connection, 0);
            for (int number = 1; !customers.isEmpty(); number++) {
                write(connection, customers, number, billed);
                connection.commit();
                billed += customers.size();
                customers = page(connection, customers.get(customers.size() - 1).id);
            }
            connection.setAutoCommit(true);
        }
        var cost = new Cost(
                Duration.ofNanos(System.nanoTime() - began),
                Usage.cpuMillis(ProcessHandle.current().pid())
                        - own
                        + Usage.cpuMillisOfServer(karaf.postmaster())
                        - databases);
        rows.check(billed, karaf.due());
        return cost;
    }

    private static final class Customer {

        private long id;
        private String name;
        private String address;
        private long balance;
        private long subscription;
        private long price;
        private long amount;
        private final StringBuilder lines = new StringBuilder();
        private int lessons;

        void attend(long day, long subject, int of) {
            long gross = price * (lessons + 1) / of - price * lessons / of;
            lines.append(lessons == 0 ? "[" : ",[")
                    .append(day)
                    .append(',')
                    .append(subscription)
                    .append(',');
            lines.append(subject).append(',').append(gross).append(",0,1]");
            amount += gross;
            lessons++;
        }
    }

    private static List<Customer> page(Connection connection, long after) throws SQLException {
        var found = new ArrayList<Customer>(PAGE);
        try (var customers = connection.prepareStatement("select c.id, c.name, t.address, a.balance, s.id, s.price"
                        + " from school_customer c join school_contact t on t.customer_id = c.id and t.kind = 'EMAIL'"
                        + " join school_account a on a.customer_id = c.id and a.account_id = 0"
                        + " join school_subscription s on s.customer_id = c.id"
                        + " where c.branch_id = 1 and c.id > ? order by c.id limit " + PAGE);
                var lessons = connection.prepareStatement(
                        "select customer_id, starts_at, subject_id from school_lesson where customer_id between ? and"
                                + " ? and status = 'PLANNED' order by customer_id, starts_at")) {
            customers.setLong(1, after);
            try (var row = customers.executeQuery()) {
                while (row.next()) {
                    var one = new Customer();
                    one.id = row.getLong(1);
                    one.name = row.getString(2);
                    one.address = row.getString(3);
                    one.balance = row.getLong(4);
                    one.subscription = row.getLong(5);
                    one.price = row.getLong(6);
                    found.add(one);
                }
            }
            if (!found.isEmpty()) {
                lessons.setLong(1, found.get(0).id);
                lessons.setLong(2, found.get(found.size() - 1).id);
                try (var row = lessons.executeQuery()) {
                    for (int at = 0; row.next(); ) {
                        while (found.get(at).id != row.getLong(1)) {
                            at++;
                        }
                        var start = row.getObject(2, OffsetDateTime.class);
                        found.get(at).attend(start.toLocalDate().toEpochDay(), row.getLong(3), 8);
                    }
                }
            }
        }
        return found;
    }

    private void write(Connection connection, List<Customer> customers, int page, int before) throws SQLException {
        try (var invoices = connection.prepareStatement(INVOICE);
                var messages = connection.prepareStatement(MESSAGE);
                var entries = connection.prepareStatement(ENTRY);
                var locks = connection.prepareStatement(LOCK);
                var done = connection.prepareStatement(DONE);
                var audit = connection.prepareStatement(AUDIT)) {
            var ids = new StringBuilder();
            long sum = 0;
            for (int i = 0; i < customers.size(); i++) {
                var one = customers.get(i);
                long id = before + i + 1L;
                long due = one.amount - one.balance;
                sum += due;
                ids.append(i == 0 ? "" : ",").append(one.id);
                var token = secrets.token();
                batch(
                        invoices,
                        id,
                        one.id,
                        run,
                        "1-2026-" + id,
                        due,
                        today,
                        today.plusDays(35),
                        today,
                        today.plusDays(6),
                        now,
                        secrets.hash(token),
                        secrets.seal(token, id),
                        "{\"v\":2,\"cur\":\"RUB\",\"bal\":" + one.balance + ",\"lines\":[" + one.lines + "],"
                                + snapshot);
                batch(
                        messages,
                        id,
                        run,
                        one.id,
                        one.address,
                        "run:" + run + "|customer:" + one.id + "|account:0",
                        Long.toString(id),
                        "{\"customer.name\":\"" + one.name + "\",\"bill.amount\":\"" + due / 100
                                + ".00\",\"bill.begin_date\":\"01.01.2026\",\"bill.end_date\":\"31.01.2026\","
                                + "\"bill.url\":\"\\u0002http://localhost:8181/i/" + token + "\\u0003\"}",
                        now,
                        now,
                        now);
                batch(entries, run, one.id, one.name, id, due);
                batch(locks, one.id);
            }
            batch(done, run, page, ids.toString(), customers.size(), customers.size());
            batch(
                    audit,
                    now,
                    "invoice:" + (before + 1) + "-" + (before + customers.size()),
                    customers.size() + " × " + sum);
            for (var statement : List.of(locks, invoices, messages, entries, done, audit)) {
                statement.executeBatch();
            }
        }
    }

    private static void batch(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }
}
