package org.schoolcrm.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.RecurringJob;

/**
 * Chains the records of the audit trail by branch and day, a little after they are written, so that no change waits for
 * another's seal. A record that commits late joins the end of its day's chain.
 */
public final class AuditSealer extends RecurringJob {

    private static final String KIND = "audit-seal";
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);
    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final Duration LATE = Duration.ofHours(1);
    private static final int PAGE = 500;

    private final Jdbi jdbi;
    private final Transactions transactions;
    private final Clock clock;
    /** One run at a time, but each on a thread of its own. */
    private volatile Position position = new Position(0, 0, Instant.EPOCH);

    public AuditSealer(OwnTables tables, Transactions transactions, Jobs jobs, Clock clock) {
        super(KIND, PERIOD, transactions, jobs, clock);
        this.jdbi = tables.jdbi();
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    protected boolean runOnce() {
        long reached = position.from();
        List<SealedRecord> page;
        do {
            long after = reached;
            page = transactions.inTransaction(() -> sealPage(after));
            reached = page.isEmpty() ? after : page.get(page.size() - 1).id();
        } while (page.size() == PAGE);
        position = position.advanced(reached, clock.now());
        return false;
    }

    private List<SealedRecord> sealPage(long after) {
        return jdbi.withHandle(handle -> {
            var open = unsealed(handle, after);
            link(handle, open);
            return open;
        });
    }

    private List<SealedRecord> unsealed(Handle handle, long after) {
        return handle.createQuery("select r.* from audit_record r where r.id > :after and r.at < :settled"
                        + " and not exists (select 1 from audit_link l where l.record_id = r.id and l.record_id > :after)"
                        + " order by r.id fetch first :page rows only")
                .bind("after", after)
                .bind("settled", clock.now().minus(SETTLED_AFTER))
                .bind("page", PAGE)
                .map((row, context) -> SealedRecord.of(row))
                .list();
    }

    /** Writes links in one batch until one needs the end of a chain that the page has not touched yet. */
    private static void link(Handle handle, List<SealedRecord> records) {
        Map<Chain, Tail> tails = new HashMap<>();
        var links = handle.prepareBatch("insert into audit_link (record_id, branch_id, on_day, place, previous, seal)"
                + " values (:id, :branch, :day, :place, :previous, :seal)");
        for (var record : records) {
            var chain = new Chain(record.record().branch(), record.day());
            if (!tails.containsKey(chain)) {
                links.execute();
                tails.put(chain, tail(handle, chain));
            }
            var previous = tails.get(chain).seal();
            var next = new Tail(tails.get(chain).place() + 1, record.seal(previous));
            links.bind("id", record.id())
                    .bind("branch", chain.branch())
                    .bind("day", chain.day())
                    .bind("place", next.place())
                    .bind("previous", previous)
                    .bind("seal", next.seal())
                    .add();
            tails.put(chain, next);
        }
        links.execute();
    }

    /** The end of the day's chain, or the end of the branch's last chain if the day has none yet. */
    private static Tail tail(Handle handle, Chain chain) {
        return handle.createQuery("select on_day, place, seal from audit_link where branch_id = :branch"
                        + " and on_day <= :day order by on_day desc, place desc fetch first 1 rows only")
                .bind("branch", chain.branch())
                .bind("day", chain.day())
                .map((row, context) -> new Tail(
                        row.getObject("on_day", LocalDate.class).equals(chain.day()) ? row.getLong("place") : 0,
                        row.getString("seal")))
                .findOne()
                .orElse(new Tail(0, ""));
    }

    /** A branch's records of a day, in UTC. */
    private record Chain(long branch, LocalDate day) {}

    private record Tail(long place, String seal) {}

    /**
     * Where the sealer starts to read, so that it need not read everything sealed before. Ids are assigned before the
     * commit, so it goes back at least as far as any transaction may last.
     *
     * @param from everything up to this id is sealed; zero if this node has not sealed before
     */
    private record Position(long from, long next, Instant nextSince) {

        Position advanced(long end, Instant now) {
            return now.isBefore(nextSince.plus(LATE)) ? this : new Position(next, Math.max(next, end), now);
        }
    }
}
