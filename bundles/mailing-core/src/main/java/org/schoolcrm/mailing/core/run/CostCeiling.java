package org.schoolcrm.mailing.core.run;

import static org.schoolcrm.mailing.api.MailingProblem.COST_ABOVE_CEILING;
import static org.schoolcrm.mailing.api.MailingProblem.COST_UNKNOWN;

import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.spi.MailingStore;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.money.Money;
import org.schoolcrm.money.ReadableMoney;
import org.schoolcrm.runtime.api.Clock;

/** Asks whoever fires a mailing by hand before its messages cost more than its ceiling. */
public final class CostCeiling {

    private final MailingStore mailings;
    private final RunStore runs;
    private final DryRuns dryRuns;
    private final Branches branches;
    private final Clock clock;

    public CostCeiling(MailingStore mailings, RunStore runs, DryRuns dryRuns, Branches branches, Clock clock) {
        this.mailings = mailings;
        this.runs = runs;
        this.dryRuns = dryRuns;
        this.branches = branches;
        this.clock = clock;
    }

    /** Outside of any transaction: computes what a run would do now. Nothing for a run that there is already. */
    void check(MailingId id, String trigger) {
        mailings.find(id)
                .filter(mailing -> mailing.settings().what().limits().cost() != null)
                .filter(mailing -> runs.ofMailing(id).stream()
                        .noneMatch(run -> run.trigger().equals(trigger)))
                .ifPresent(this::check);
    }

    private void check(Mailing mailing) {
        var branch = branches.find(mailing.branch()).orElseThrow();
        var limits = mailing.settings().what().limits();
        var trial = dryRuns.of(mailing, branch, clock.today(branch.zone()));
        var ceiling = limits.cost();
        if (ceiling != null && trial.aboveCeiling()) {
            var most = ReadableMoney.of(new Money(ceiling, branch.currency()));
            var cost = trial.cost();
            throw cost == null ? COST_UNKNOWN.refuse(most) : COST_ABOVE_CEILING.refuse(ReadableMoney.of(cost), most);
        }
    }
}
