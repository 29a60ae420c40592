package org.schoolcrm.mailing.core.run;

import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRun.Brake;
import org.schoolcrm.mailing.api.MailingRun.State;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.RunProgress;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.mailing.spi.RunStore.Tally;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Clock;

/** What runs have done and how far they are. */
public final class RunReports {

    private final RunStore runs;
    private final Outbox outbox;
    private final Branches branches;
    private final Routing routing;
    private final Clock clock;

    public RunReports(RunStore runs, Outbox outbox, Branches branches, Routing routing, Clock clock) {
        this.runs = runs;
        this.outbox = outbox;
        this.branches = branches;
        this.routing = routing;
        this.clock = clock;
    }

    Optional<MailingRun> find(RunId id) {
        return runs.find(id);
    }

    List<MailingRun> of(MailingId id) {
        return runs.ofMailing(id);
    }

    List<RunEntry> entries(RunId id, int offset, int limit) {
        return runs.entries(id, offset, limit);
    }

    RunProgress progress(RunId id) {
        var run = runs.find(id).orElseThrow(() -> MailingProblem.RUN_UNKNOWN.refuse(id));
        var tally = runs.tally(id);
        var currency = tally.currency() == null
                ? branches.find(run.branch()).orElseThrow().currency()
                : Currency.getInstance(tally.currency());
        var messages = outbox.count(id);
        return new RunProgress(
                run,
                tally.customers(),
                tally.done(),
                tally.billed(),
                tally.failed(),
                tally.skipped(),
                new Money(tally.amountMinor(), currency),
                messages,
                outbox.funnel(id),
                outbox.channelsWaiting(id).stream().anyMatch(channel -> !routing.isPresent(channel, run.branch())),
                perMinute(run, tally),
                left(run, tally),
                outbox.remindersWaiting(id));
    }

    private @Nullable Long perMinute(MailingRun run, Tally tally) {
        if (run.state() != State.INVOICING || run.brake() != Brake.NONE) {
            return null;
        }
        long millis = spent(run).toMillis();
        return millis == 0 ? null : tally.done() * 60_000 / millis;
    }

    /** Assumes that the rest goes on at the pace so far. */
    private @Nullable Duration left(MailingRun run, Tally tally) {
        if (run.state() != State.INVOICING || run.brake() != Brake.NONE || tally.done() == 0) {
            return null;
        }
        return spent(run).multipliedBy(tally.customers() - tally.done()).dividedBy(tally.done());
    }

    private Duration spent(MailingRun run) {
        return Duration.between(run.startedAt(), clock.now());
    }
}
