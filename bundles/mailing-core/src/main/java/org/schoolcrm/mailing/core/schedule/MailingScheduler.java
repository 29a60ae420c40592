package org.schoolcrm.mailing.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Optional;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.MailingRun.Missed;
import org.schoolcrm.mailing.api.Schedule;
import org.schoolcrm.mailing.core.run.RunStarter;
import org.schoolcrm.mailing.spi.MailingStore;
import org.schoolcrm.mailing.spi.MailingStore.Planned;
import org.schoolcrm.mailing.spi.MailingStore.Slot;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.RecurringJob;

/**
 * Fires mailings at their slots (forecast-rules.md 5), each slot once whatever nodes and clocks do. A slot that passed
 * while no node was up is fired late within the grace period, and otherwise recorded as missed (reliability.md 2, rule
 * 12).
 */
public final class MailingScheduler extends RecurringJob {

    static final String KIND = "mailing-slots";
    static final Duration GRACE = Duration.ofHours(12);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final MailingStore mailings;
    private final RunStarter runs;
    private final Branches branches;
    private final Transactions transactions;
    private final Clock clock;

    public MailingScheduler(
            MailingStore mailings,
            RunStarter runs,
            Branches branches,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        super(KIND, PERIOD, transactions, jobs, clock);
        this.mailings = mailings;
        this.runs = runs;
        this.branches = branches;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    protected boolean runOnce() {
        var now = clock.now();
        for (var id : mailings.due(now)) {
            transactions.run(() -> mailings.lockPlanned(id).ifPresent(planned -> fire(planned, now)));
        }
        return false;
    }

    /** The permanent trigger of a slot's run. */
    static String trigger(LocalDateTime slot) {
        return "slot:" + slot;
    }

    /** The next slot of an active mailing. */
    static Slot slotAfter(Mailing mailing, Instant now, ZoneId zone) {
        var wall = mailing.settings().when().firstAfter(now, zone);
        return new Slot(wall, Schedule.moment(wall, zone));
    }

    private void fire(Planned planned, Instant now) {
        var mailing = planned.mailing();
        var zone = branches.find(mailing.branch()).orElseThrow().zone();
        var due = new ArrayList<LocalDateTime>();
        var slot = planned.next().wall();
        while (!Schedule.moment(slot, zone).isAfter(now)) {
            due.add(slot);
            slot = mailing.settings().when().after(slot);
        }
        for (int i = 0; i < due.size(); i++) {
            fire(mailing, due.get(i), i == due.size() - 1, zone, now);
        }
        mailings.save(mailing, new Slot(slot, Schedule.moment(slot, zone)));
    }

    /** Of several slots that have passed only the last is fired: nobody wants three mailings at once. */
    private void fire(Mailing mailing, LocalDateTime slot, boolean last, ZoneId zone, Instant now) {
        boolean inTime = !Schedule.moment(slot, zone).plus(GRACE).isBefore(now);
        var missed =
                last && inTime ? runs.objection(mailing).map(MailingScheduler::reason) : Optional.of(Missed.TOO_LATE);
        if (missed.isPresent()) {
            runs.miss(mailing.id(), trigger(slot), missed.get());
        } else {
            runs.start(mailing.id(), trigger(slot), Actor.SYSTEM);
        }
    }

    private static Missed reason(MailingProblem objection) {
        return objection == MailingProblem.OPTION_IS_OFF ? Missed.OPTION_IS_OFF : Missed.TAG_UNKNOWN;
    }
}
