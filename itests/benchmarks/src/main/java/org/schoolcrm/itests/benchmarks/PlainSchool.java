package org.schoolcrm.itests.benchmarks;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;

/**
 * Customers of one kind: each has a package of eight lessons and eight lessons to come next month, an address and an
 * account, so that every one of them is to be billed the price less the balance. Written by the database itself.
 */
record PlainSchool(DataSource dataSource, int customers) {

    /** Above all ids that the demo makes up. */
    private static final long FIRST = 10_000_000;

    private static final int LESSONS = 8;

    /** Adds them to the branch of the mailing. */
    void open(LocalDate today) throws SQLException {
        var month = today.withDayOfMonth(1).plusMonths(1);
        for (var sql : List.of(
                "insert into school_customer (id, branch_id, name, legal_type, status_id, lead, archived)" + " select "
                        + FIRST + " + n, 1, 'Петрова Анна ' || n, 'INDIVIDUAL', 1, false, false" + from(),
                "insert into school_contact (customer_id, position, kind, address)" + " select " + FIRST
                        + " + n, 0, 'EMAIL', 'parent' || n || '@example.org'" + from(),
                "insert into school_account (customer_id, account_id, balance, lessons_left)" + " select " + FIRST
                        + " + n, 0, (mod(n, 29) - 15) * 10000, 0" + from(),
                "insert into school_subscription (id, customer_id, name, separate, unit, price, lesson_count,"
                        + " lessons_charged, lessons_left, subject_id, lesson_type_id, begins, ends)"
                        + " select (" + FIRST + " + n) * 10, " + FIRST + " + n, '8 занятий', false, 'LESSON',"
                        + " 400000 + mod(n, 5) * 80000, " + LESSONS + ", 0, 0, 1, null, date '" + today.minusDays(60)
                        + "', null" + from(),
                "insert into school_lesson (id, branch_id, group_id, customer_id, starts_at, minutes, subject_id,"
                        + " lesson_type_id, status) select -((" + FIRST + " + n) * 10 + k), 1, null, " + FIRST
                        + " + n, timestamp with time zone '" + month
                        + " 09:00:00+00' + (k * 72 + mod(n, 9)) * interval '1' hour,"
                        + " 60, 1, 1, 'PLANNED'" + from() + ", " + series("k", LESSONS))) {
            execute(sql);
        }
    }

    /** What all invoices together must come to. */
    long due() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var sum = statement.executeQuery("select sum(s.price - a.balance) from school_subscription s"
                        + " join school_account a on a.customer_id = s.customer_id and a.account_id = 0"
                        + " where s.customer_id > " + FIRST)) {
            sum.next();
            return sum.getLong(1);
        }
    }

    private String from() {
        return " from " + series("n", customers);
    }

    private String series(String name, int size) {
        var function = isPostgres() ? "generate_series(1, " : "system_range(1, ";
        return function + size + ") as " + name + "s(" + name + ")";
    }

    private boolean isPostgres() {
        try (var connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
