package org.schoolcrm.runtime;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.runtime.api.AuditTrail;
import org.schoolcrm.runtime.api.Clock;

/** The audit trail, read and verified by SQL. */
public final class JdbcAuditTrail implements AuditTrail {

    private static final int FLAWS = 100;
    private static final Duration SEALED_BY = Duration.ofHours(1);
    private static final int FETCH = 1000;

    private final Jdbi jdbi;
    private final Clock clock;

    public JdbcAuditTrail(OwnTables tables, Clock clock) {
        this.jdbi = tables.jdbi();
        this.clock = clock;
    }

    @Override
    public List<Entry> page(Filter filter, long before, int limit) {
        Map<String, Object> values = new HashMap<>(Map.of("branch", filter.branch(), "before", before, "limit", limit));
        var where = new StringBuilder("r.branch_id = :branch and r.id < :before");
        narrow(where, values, " and r.actor = :actor", "actor", filter.actor());
        narrow(where, values, " and r.action = :action", "action", filter.action());
        narrow(where, values, " and r.subject = :subject", "subject", filter.subject());
        narrow(where, values, " and r.at >= :from", "from", filter.from());
        narrow(where, values, " and r.at < :until", "until", filter.until());
        return jdbi.withHandle(handle -> handle.createQuery("select r.*, l.seal from audit_record r"
                        + " left join audit_link l on l.record_id = r.id where " + where
                        + " order by r.id desc fetch first :limit rows only")
                .bindMap(values)
                .map((row, context) -> entry(row))
                .list());
    }

    @Override
    public Verdict verify() {
        var verification = new Verification();
        jdbi.useHandle(handle -> handle.createQuery("select r.*, l.branch_id as chain, l.on_day, l.place, l.previous,"
                        + " l.seal from audit_link l join audit_record r on r.id = l.record_id"
                        + " order by l.branch_id, l.on_day, l.place")
                .setFetchSize(FETCH)
                .map((row, context) -> {
                    verification.step(row);
                    return row.getLong("place");
                })
                .forEach(place -> {}));
        jdbi.useHandle(handle -> handle.createQuery("select r.* from audit_record r where r.at < :settled"
                        + " and not exists (select 1 from audit_link l where l.record_id = r.id)"
                        + " order by r.id fetch first " + FLAWS + " rows only")
                .bind("settled", clock.now().minus(SEALED_BY))
                .map((row, context) -> SealedRecord.of(row))
                .forEach(one -> verification.flaw(
                        one.record().branch(), one.day(), 0, "record " + one.id() + " was never sealed")));
        return new Verdict(verification.sealed, verification.flaws);
    }

    private static void narrow(
            StringBuilder where, Map<String, Object> values, String condition, String name, @Nullable Object value) {
        if (value != null) {
            where.append(condition);
            values.put(name, value);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var sealed = SealedRecord.of(row);
        return new Entry(sealed.id(), sealed.at(), sealed.record(), row.getString("seal"));
    }

    /** Verifies the chains of all branches, one after the other. */
    private static final class Verification {

        private final List<Flaw> flaws = new ArrayList<>();
        private final Set<String> seals = new HashSet<>();
        private long sealed;
        private long branch = -1;
        private LocalDate day = LocalDate.MIN;
        private long place;
        private String last = "";

        void step(ResultSet row) throws SQLException {
            if (row.getLong("chain") != branch) {
                branch = row.getLong("chain");
                day = LocalDate.MIN;
                seals.clear();
            }
            var record = SealedRecord.of(row);
            var previous = row.getString("previous");
            boolean first = !row.getObject("on_day", LocalDate.class).equals(day);
            place = first ? 1 : place + 1;
            day = row.getObject("on_day", LocalDate.class);
            check(row.getLong("place") == place, "a record before this one is gone");
            check(
                    first ? previous.isEmpty() || seals.contains(previous) : previous.equals(last),
                    "the chain is broken here");
            check(record.seal(previous).equals(row.getString("seal")), "record " + record.id() + " was changed");
            check(
                    record.day().equals(day) && record.record().branch() == branch,
                    "record " + record.id() + " was moved");
            place = row.getLong("place");
            last = row.getString("seal");
            seals.add(last);
            sealed++;
        }

        private void check(boolean valid, String what) {
            if (!valid) {
                flaw(branch, day, place, what);
            }
        }

        void flaw(long where, LocalDate when, long at, String what) {
            if (flaws.size() < FLAWS) {
                flaws.add(new Flaw(where, when, at, what));
            }
        }
    }
}
