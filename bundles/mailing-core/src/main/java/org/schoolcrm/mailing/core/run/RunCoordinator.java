package org.schoolcrm.mailing.core.run;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.CandidateFilter;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;

/** Takes a run from its candidates to its last message: cuts pages for any node to work on, and completes the run. */
public final class RunCoordinator implements JobHandler {

    static final String KIND = "mailing-run";
    private static final int PAGE = 500;
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private final RunStore runs;
    private final Outbox outbox;
    private final Customers customers;
    private final Transactions transactions;
    private final RunJobs jobs;
    private final Clock clock;
    private final RunBackpressure backpressure;

    public RunCoordinator(
            RunStore runs,
            Outbox outbox,
            Customers customers,
            Transactions transactions,
            RunJobs jobs,
            Clock clock,
            RunBackpressure backpressure) {
        this.runs = runs;
        this.outbox = outbox;
        this.customers = customers;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
        this.backpressure = backpressure;
    }

    static JobId job(RunId run) {
        return new JobId(KIND, run.toString());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(String key) {
        var run = runs.find(RunId.fromString(key)).orElseThrow();
        while (run.isFree() && run.state() == MailingRun.State.PLANNING) {
            var planned = run;
            run = backpressure.work(() -> cutPage(planned));
        }
        if (!run.isFree()) {
            return JobOutcome.done();
        }
        return switch (run.state()) {
            case PLANNING, INVOICING -> invoicing(run);
            case SENDING -> sending(run);
            case COMPLETED, MISSED -> JobOutcome.done();
        };
    }

    /**
     * One page and how far it reaches, committed together, so that a crash neither loses nor repeats customers. Adds
     * nothing if the run was paused or cut further meanwhile.
     */
    private MailingRun cutPage(MailingRun run) {
        var whom = run.what().whom();
        var filter = new CandidateFilter(whom.statuses(), whom.legalTypes());
        var candidates = customers.candidates(run.branch(), filter, run.cursor(), PAGE);
        return transactions.inTransaction(() -> {
            var mine = new AtomicBoolean();
            var next = runs.change(run.id(), was -> {
                        mine.set(was.isFree()
                                && was.state() == MailingRun.State.PLANNING
                                && Objects.equals(was.cursor(), run.cursor()));
                        return mine.get() ? was.planned(candidates.next()) : was;
                    })
                    .orElseThrow();
            if (mine.get() && !candidates.customers().isEmpty()) {
                jobs.schedule(runs.addPage(run.id(), candidates.customers(), false));
            }
            return next;
        });
    }

    private JobOutcome invoicing(MailingRun run) {
        if (!runs.hasOpenPages(run.id())) {
            var late = runs.openPages(run.id());
            transactions.run(() -> {
                late.forEach(jobs::schedule);
                if (late.isEmpty()) {
                    runs.change(run.id(), was -> was.isFree() ? was.invoiced() : was);
                }
            });
        }
        return JobOutcome.again(clock.now().plus(POLL_INTERVAL));
    }

    private JobOutcome sending(MailingRun run) {
        boolean underWay = outbox.count(run.id()).keySet().stream().anyMatch(MessageState::isUnderWay);
        if (underWay) {
            return JobOutcome.again(clock.now().plus(POLL_INTERVAL));
        }
        transactions.run(() -> runs.change(run.id(), was -> was.isFree() ? was.completed(clock.now()) : was));
        return JobOutcome.done();
    }
}
