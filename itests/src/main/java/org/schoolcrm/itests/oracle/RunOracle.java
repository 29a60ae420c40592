package org.schoolcrm.itests.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * What a run «По прогнозу оплаты», «На базовый», must do, worked out from the demo school's raw tables: row by row,
 * in decimals, and without a line of the product's code.
 */
public final class RunOracle {

    /** What becomes of a customer: the reason for a skip, or the kopecks billed. */
    public record Fate(String skipped, long billed) {}

    private record Sub(
            long id,
            boolean separate,
            String unit,
            long price,
            int count,
            int charged,
            Long subject,
            LocalDate begins,
            LocalDate ends) {}

    private record Visit(Instant start, long id, LocalDate day, long subject) {}

    private record Off(long id, int basisPoints, long fixed, Long subject, LocalDate begins, LocalDate ends) {}

    private record Span(LocalDate begins, LocalDate ends) {

        boolean contains(LocalDate day) {
            return !day.isBefore(begins) && (ends == null || !day.isAfter(ends));
        }
    }

    private final DataSource school;
    private final long branch;
    private final ZoneId zone;
    private final LocalDate first;
    private final LocalDate last;
    private final Instant asOf;
    private final String contact;

    /** A run «E-mail». */
    public RunOracle(DataSource school, long branch, ZoneId zone, LocalDate first, LocalDate last, Instant asOf) {
        this(school, branch, zone, first, last, asOf, "EMAIL");
    }

    /** A run that reaches people by contacts of that kind. */
    public RunOracle(
            DataSource school,
            long branch,
            ZoneId zone,
            LocalDate first,
            LocalDate last,
            Instant asOf,
            String contact) {
        this.school = school;
        this.branch = branch;
        this.zone = zone;
        this.first = first;
        this.last = last;
        this.asOf = asOf;
        this.contact = contact;
    }

    public Map<Long, Fate> fates() throws SQLException {
        var fates = new TreeMap<Long, Fate>();
        for (long customer : candidates()) {
            fates.put(customer, fate(customer));
        }
        return fates;
    }

    private List<Long> candidates() throws SQLException {
        return rows(
                "select c.id from school_customer c join school_list s on s.kind = 'STATUS' and s.id = c.status_id"
                        + " where c.branch_id = ? and s.active and not c.lead and not c.archived",
                row -> row.getLong(1),
                branch);
    }

    private Fate fate(long customer) throws SQLException {
        if (rows("select 1 from school_contact where customer_id = ? and kind = ?", row -> 1, customer, contact)
                .isEmpty()) {
            return new Fate("NO_RECIPIENT", 0);
        }
        long balance = rows(
                        "select balance from school_account where customer_id = ? and account_id = 0",
                        row -> row.getLong(1),
                        customer)
                .get(0);
        long due = lessons(customer) + periods(customer) - balance;
        return due > 0 ? new Fate(null, due) : new Fate("NOTHING_TO_PAY", 0);
    }

    private long lessons(long customer) throws SQLException {
        var subs = subs(customer);
        var charged = new HashMap<Long, Integer>();
        long sum = 0;
        for (var visit : visits(customer)) {
            var payer = subs.stream()
                    .filter(sub -> new Span(sub.begins(), sub.ends()).contains(visit.day()))
                    .filter(sub -> sub.subject() == null || sub.subject() == visit.subject())
                    .filter(sub -> !isFrozen(customer, sub.id(), visit.day()))
                    .min(Comparator.comparing((Sub sub) -> sub.subject() == null)
                            .thenComparing(sub -> !sub.separate())
                            .thenComparing(sub -> sub.ends() == null ? LocalDate.MAX : sub.ends())
                            .thenComparing(Sub::begins)
                            .thenComparing(Sub::id));
            if (payer.isPresent()
                    && payer.get().unit().equals("LESSON")
                    && !payer.get().separate()) {
                var sub = payer.get();
                int before = sub.charged() + charged.merge(sub.id(), 1, Integer::sum) - 1;
                long gross = upTo(sub, before % sub.count() + 1) - upTo(sub, before % sub.count());
                sum += net(customer, gross, visit.day(), visit.subject());
            }
        }
        return sum;
    }

    private long periods(long customer) throws SQLException {
        long sum = 0;
        for (var sub : subs(customer)) {
            if (sub.separate() || sub.unit().equals("LESSON")) {
                continue;
            }
            for (int k = 0; ; k++) {
                var begins = start(sub, k);
                var ends = start(sub, k + 1).minusDays(1);
                if (begins.isAfter(last) || (sub.ends() != null && begins.isAfter(sub.ends()))) {
                    break;
                }
                if (!ends.isBefore(first) && !isPosted(sub, begins)) {
                    var held = sub.ends() == null || ends.isBefore(sub.ends()) ? ends : sub.ends();
                    for (var day = begins; !day.isAfter(held); day = day.plusDays(1)) {
                        if (!isFrozen(customer, sub.id(), day)) {
                            sum += net(customer, sub.price(), day, sub.subject());
                            break;
                        }
                    }
                }
            }
        }
        return sum;
    }

    private static LocalDate start(Sub sub, int k) {
        return sub.unit().equals("MONTH")
                ? sub.begins().plusMonths(k)
                : sub.begins().plusDays(7L * k);
    }

    private static long upTo(Sub sub, int k) {
        return BigDecimal.valueOf(sub.price())
                .multiply(BigDecimal.valueOf(k))
                .divide(BigDecimal.valueOf(sub.count()), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private long net(long customer, long gross, LocalDate day, Long subject) throws SQLException {
        var rest = BigDecimal.valueOf(gross);
        var offs = rows(
                "select * from school_discount where customer_id = ? order by id",
                row -> new Off(
                        row.getLong("id"),
                        row.getInt("basis_points"),
                        row.getLong("fixed"),
                        number(row, "subject_id"),
                        date(row, "begins"),
                        date(row, "ends")),
                customer);
        var fits = offs.stream()
                .filter(off -> new Span(off.begins(), off.ends()).contains(day))
                .filter(off -> off.subject() == null || off.subject().equals(subject))
                .toList();
        for (var off : fits) {
            rest = rest.multiply(BigDecimal.valueOf(10_000 - off.basisPoints(), 4));
        }
        for (var off : fits) {
            rest = rest.subtract(BigDecimal.valueOf(off.fixed()));
        }
        return rest.max(BigDecimal.ZERO).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private List<Visit> visits(long customer) throws SQLException {
        var all = new ArrayList<Visit>();
        all.addAll(rows(
                "select l.* from school_lesson l where l.customer_id = ? and l.status = 'PLANNED'"
                        + " and not exists (select 1 from school_attendance a where a.lesson_id = l.id"
                        + " and a.customer_id = ? and a.excused)",
                this::visit,
                customer,
                customer));
        var groups = rows(
                "select group_id, begins, ends from school_membership where customer_id = ?",
                row -> Map.entry(row.getLong(1), new Span(date(row, "begins"), date(row, "ends"))),
                customer);
        for (var group : groups) {
            rows(
                            "select l.* from school_lesson l where l.group_id = ? and l.status = 'PLANNED'"
                                    + " and not exists (select 1 from school_attendance a where a.lesson_id = l.id"
                                    + " and a.customer_id = ? and a.excused)",
                            this::visit,
                            group.getKey(),
                            customer)
                    .stream()
                    .filter(visit -> group.getValue().contains(visit.day()))
                    .forEach(all::add);
        }
        return all.stream()
                .filter(visit -> visit.start().isAfter(asOf))
                .filter(visit -> !visit.day().isBefore(first) && !visit.day().isAfter(last))
                .sorted(Comparator.comparing(Visit::start).thenComparing(Visit::id))
                .toList();
    }

    private Visit visit(ResultSet row) throws SQLException {
        var start = row.getObject("starts_at", OffsetDateTime.class).toInstant();
        return new Visit(start, row.getLong("id"), LocalDate.ofInstant(start, zone), row.getLong("subject_id"));
    }

    private List<Sub> subs(long customer) throws SQLException {
        return rows(
                "select * from school_subscription where customer_id = ?",
                row -> new Sub(
                        row.getLong("id"),
                        row.getBoolean("separate"),
                        row.getString("unit"),
                        row.getLong("price"),
                        row.getInt("lesson_count"),
                        row.getInt("lessons_charged"),
                        number(row, "subject_id"),
                        date(row, "begins"),
                        date(row, "ends")),
                customer);
    }

    private boolean isPosted(Sub sub, LocalDate begins) throws SQLException {
        return !rows(
                        "select 1 from school_posted_period where subscription_id = ? and begins = ?",
                        row -> 1,
                        sub.id(),
                        Date.valueOf(begins))
                .isEmpty();
    }

    private boolean isFrozen(long customer, long sub, LocalDate day) {
        try {
            return rows(
                            "select subscription_id, begins, ends from school_freeze where customer_id = ?",
                            row -> (number(row, "subscription_id") == null || row.getLong(1) == sub)
                                    && new Span(date(row, "begins"), date(row, "ends")).contains(day),
                            customer)
                    .contains(true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(value);
    }

    private static LocalDate date(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private interface Reader<T> {

        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(String sql, Reader<T> reader, Object... values) throws SQLException {
        try (var connection = school.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var found = new ArrayList<T>();
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    found.add(reader.read(result));
                }
            }
            return found;
        }
    }
}
