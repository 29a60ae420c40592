package org.schoolcrm.mailing.core.run;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.RunProgress;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Transactions;

/** Starts, pauses, resumes, stops and retries runs, their invoices and messages together. */
public final class RunControl implements MailingRuns {

    private static final int PAGE = 500;

    private final RunStarter starter;
    private final CostCeiling ceiling;
    private final RunTransitions transitions;
    private final RunReports reports;
    private final RunStore runs;
    private final Outbox outbox;
    private final RunJobs jobs;
    private final Attentions attentions;
    private final Transactions transactions;

    public RunControl(
            RunStarter starter,
            CostCeiling ceiling,
            RunTransitions transitions,
            RunReports reports,
            RunStore runs,
            Outbox outbox,
            RunJobs jobs,
            Attentions attentions,
            Transactions transactions) {
        this.starter = starter;
        this.ceiling = ceiling;
        this.transitions = transitions;
        this.reports = reports;
        this.runs = runs;
        this.outbox = outbox;
        this.jobs = jobs;
        this.attentions = attentions;
        this.transactions = transactions;
    }

    @Override
    public MailingRun start(MailingId id, String trigger, Actor actor) {
        ceiling.check(id, trigger);
        return starter.start(id, trigger, actor);
    }

    @Override
    public MailingRun startAtAnyCost(MailingId id, String trigger, Actor actor) {
        return starter.startAtAnyCost(id, trigger, actor);
    }

    @Override
    public MailingRun pause(RunId id, Actor actor) {
        return transactions.inTransaction(() -> {
            var run = transitions.pause(id, actor);
            outbox.move(id, Set.of(MessageState.PENDING, MessageState.RETRY_WAIT), MessageState.HELD);
            return run;
        });
    }

    @Override
    public MailingRun resume(RunId id, Actor actor) {
        return transactions.inTransaction(() -> {
            var run = transitions.resume(id, actor);
            decided(run, actor);
            outbox.move(id, Set.of(MessageState.HELD), MessageState.PENDING);
            proceed(run);
            return run;
        });
    }

    @Override
    public MailingRun stop(RunId id, Actor actor) {
        return transactions.inTransaction(() -> {
            var run = transitions.stop(id, actor);
            decided(run, actor);
            var waiting = Set.of(MessageState.PENDING, MessageState.RETRY_WAIT, MessageState.HELD);
            outbox.move(id, waiting, MessageState.CANCELLED);
            return run;
        });
    }

    @Override
    public int stopReminders(RunId id, Actor actor) {
        return transactions.inTransaction(() -> {
            int stopped = outbox.cancelReminders(id, "cancelled by " + actor.name());
            if (stopped == 0) {
                throw MailingProblem.NO_REMINDERS_WAIT.refuse();
            }
            transitions.noteStoppedReminders(id, stopped, actor);
            return stopped;
        });
    }

    @Override
    public MailingRun retryFailures(RunId id, Actor actor) {
        return transactions.inTransaction(() -> {
            var run = transitions.reopen(id, actor);
            var failed = runs.takeFailed(id);
            int messages = outbox.move(id, Set.of(MessageState.DEAD), MessageState.PENDING);
            if (failed.isEmpty() && messages == 0) {
                throw MailingProblem.NOTHING_TO_RETRY.refuse();
            }
            for (int from = 0; from < failed.size(); from += PAGE) {
                runs.addPage(id, failed.subList(from, Math.min(failed.size(), from + PAGE)), false);
            }
            proceed(run);
            return run;
        });
    }

    private void decided(MailingRun run, Actor actor) {
        for (var kind : List.of(PageIssuance.ABOVE_CEILING, RunStarter.TEMPLATE_REFUSED)) {
            attentions.settle(run.branch().value(), kind, PageIssuance.subject(run.id()), actor);
        }
    }

    private void proceed(MailingRun run) {
        jobs.schedule(run.id());
        runs.openPages(run.id()).stream().filter(page -> !page.late()).forEach(jobs::schedule);
    }

    @Override
    public Optional<MailingRun> find(RunId id) {
        return reports.find(id);
    }

    @Override
    public List<MailingRun> of(MailingId id) {
        return reports.of(id);
    }

    @Override
    public RunProgress progress(RunId id) {
        return reports.progress(id);
    }

    @Override
    public List<RunEntry> entries(RunId id, int offset, int limit) {
        return reports.entries(id, offset, limit);
    }
}
