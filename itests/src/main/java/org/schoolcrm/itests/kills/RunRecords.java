package org.schoolcrm.itests.kills;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.schoolcrm.itests.oracle.RunOracle;
import org.schoolcrm.itests.oracle.RunOracle.Fate;

/** What a run left in the database, to be held against the oracle and against the provider's book. */
public record RunRecords(DataSource dataSource, long run) {

    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");

    /** What became of each customer by the run's entries, which must have their invoices. */
    public Map<Long, Fate> fates() throws SQLException {
        return rows(
                "select e.customer_id, e.reason, coalesce(i.amount, 0) as amount from run_entry e"
                        + " left join invoice i on i.id = e.invoice_id and i.run_id = e.run_id where e.run_id = ",
                row -> row.getLong(1),
                row -> new Fate(row.getString(2), row.getLong(3)));
    }

    public long invoices() throws SQLException {
        return rows("select 0, count(*) from invoice where run_id = ", row -> row.getLong(1), row -> row.getLong(2))
                .get(0L);
    }

    /** The state of each of its messages, by our reference. */
    public Map<String, String> messages() throws SQLException {
        return rows(
                "select id, state from message where run_id = ", row -> "o-" + row.getLong(1), row -> row.getString(2));
    }

    /** What an independent oracle says of the run as of that moment. */
    public Map<Long, Fate> oracle(String contact, Instant asOf) throws SQLException {
        var issued = rows(
                        "select 0, issued from mailing_run where id = ",
                        row -> row.getLong(1),
                        row -> row.getObject(2, LocalDate.class))
                .get(0L);
        var end = issued.with(TemporalAdjusters.lastDayOfMonth());
        return new RunOracle(dataSource, 1, ZONE, issued, end, asOf, contact).fates();
    }

    /** The references whose number in the book is not one. */
    public Set<String> differences(Map<String, Integer> book) throws SQLException {
        return messages().keySet().stream()
                .filter(reference -> book.getOrDefault(reference, 0) != 1)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The references of messages in one of the states. */
    public Set<String> in(Set<String> states) throws SQLException {
        return messages().entrySet().stream()
                .filter(message -> states.contains(message.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private interface Reader<T> {

        T read(ResultSet row) throws SQLException;
    }

    private <K, V> Map<K, V> rows(String sql, Reader<K> key, Reader<V> value) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql + run)) {
            var found = new HashMap<K, V>();
            while (result.next()) {
                var earlier = found.put(key.read(result), value.read(result));
                if (earlier != null) {
                    throw new AssertionError("Twice in " + sql + run);
                }
            }
            return new TreeMap<>(found);
        }
    }
}
