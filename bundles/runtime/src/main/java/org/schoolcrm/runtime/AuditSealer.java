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
 * Chains the records of the trail by branch and day, a little behind those who write them: so no change waits for
 * another's seal. One job for all nodes; a record that comes late joins the end of its day's chain.
 */
public final class AuditSealer extends RecurringJob {

    private static final String KIND = "audit-seal";
    private static final Duration BEHIND = Duration.ofMinutes(1);
    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final Duration LATE = Duration.ofHours(1);
    private static final int PAGE = 500;

    private final Jdbi jdbi;
    private final Transactions transactions;
    private final Clock clock;
    /** One run at a time, but each on a thread of its own. */
    private volatile Look look = new Look(0, 0, Instant.EPOCH);

    public AuditSealer(OwnTables tables, Transactions transactions, Jobs jobs, Clock clock) {
        super(KIND, PERIOD, transactions, jobs, clock);
        this.jdbi = tables.jdbi();
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    protected boolean runOnce() {
        long reached = look.from();
        List<SealedRecord> page;
        do {
            long after = reached;
            page = transactions.inTransaction(() -> sealPage(after));
            reached = page.isEmpty() ? after : page.get(page.size() - 1).id();
        } while (page.size() == PAGE);
        look = look.reached(reached, clock.now());
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
                .bind("settled", clock.now().minus(BEHIND))
                .bind("page", PAGE)
                .map((row, context) -> SealedRecord.of(row))
                .list();
    }

    /** Links are written together, until one needs the end of a chain that this page has not touched. */
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

    /** The end of the day's chain, or where no chain is yet, the end of the branch's last one. */
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
     * Where the sealer begins to look, so that it does not pass by all that was ever sealed. Numbers are given out before
     * the commit: it looks back at least as far as any transaction may take.
     *
     * @param from everything up to here was sealed long ago; from the beginning where this node has not sealed before
     */
    private record Look(long from, long next, Instant nextSince) {

        Look reached(long end, Instant now) {
            return now.isBefore(nextSince.plus(LATE)) ? this : new Look(next, Math.max(next, end), now);
        }
    }
}
