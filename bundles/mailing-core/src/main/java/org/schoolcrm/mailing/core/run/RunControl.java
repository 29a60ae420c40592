package org.schoolcrm.mailing.core.run;

import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRun.Brake;
import org.schoolcrm.mailing.api.MailingRun.Missed;
import org.schoolcrm.mailing.api.MailingRun.State;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.RunProgress;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.core.template.InvoiceMessages;
import org.schoolcrm.mailing.core.template.TagRegistry;
import org.schoolcrm.mailing.spi.MailingStore;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.mailing.spi.RunStore.Tally;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;

/** Where runs are started, looked at, held back and ended. */
public final class RunControl implements MailingRuns {

    private static final int PAGE = 500;

    private final MailingStore mailings;
    private final RunStore runs;
    private final Outbox outbox;
    private final Branches branches;
    private final MailingOption option;
    private final Routing routing;
    private final TagRegistry book;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;
    private final Audit audit;

    public RunControl(
            MailingStore mailings,
            RunStore runs,
            Outbox outbox,
            Branches branches,
            MailingOption option,
            Routing routing,
            TagRegistry book,
            Transactions transactions,
            Jobs jobs,
            Clock clock,
            Audit audit) {
        this.mailings = mailings;
        this.runs = runs;
        this.outbox = outbox;
        this.branches = branches;
        this.option = option;
        this.routing = routing;
        this.book = book;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public MailingRun start(MailingId id, String trigger, Actor actor) {
        return transactions.inTransaction(() -> {
            var run = fired(id, trigger, null);
            objection(run.branch(), run.template()).ifPresent(refusal -> {
                throw refusal;
            });
            var counts = runs.addIfNew(run);
            if (counts.id().equals(run.id())) {
                jobs.schedule(RunCoordinator.job(run.id()), clock.now());
                record(actor, run, "mailing.run-started", run.settings().name());
            }
            return counts;
        });
    }

    /** Why a run of the mailing would be refused just now. */
    public Optional<MailingProblem> objection(Mailing mailing) {
        return mailings.find(mailing.settings().how().template())
                .flatMap(template -> objection(mailing.branch(), template))
                .map(refusal -> (MailingProblem) refusal.type());
    }

    private Optional<ProblemException> objection(BranchId branch, Template template) {
        if (!option.state(branch).sends()) {
            return Optional.of(MailingProblem.OPTION_IS_OFF.refuse());
        }
        return InvoiceMessages.tags(template).stream()
                .filter(tag -> book.find(tag).isEmpty())
                .findFirst()
                .map(tag -> MailingProblem.TAG_UNKNOWN.refuse("{" + tag + "}"));
    }

    /** Keeps for the report that a slot went by. */
    public void miss(MailingId id, String trigger, Missed why) {
        transactions.run(() -> {
            var run = fired(id, trigger, why);
            if (runs.addIfNew(run).id().equals(run.id())) {
                record(Actor.SYSTEM, run, "mailing.slot-missed", trigger + " " + why);
            }
        });
    }

    @Override
    public Optional<MailingRun> find(RunId id) {
        return runs.find(id);
    }

    @Override
    public List<MailingRun> of(MailingId id) {
        return runs.ofMailing(id);
    }

    @Override
    public MailingRun pause(RunId id, Actor actor) {
        return transactions.inTransaction(() -> {
            var run = step(id, MailingRun::isFree, MailingRun::paused, actor, "mailing.run-paused");
            outbox.move(id, Set.of(MessageState.PENDING, MessageState.RETRY_WAIT), MessageState.HELD);
            return run;
        });
    }

    @Override
    public MailingRun resume(RunId id, Actor actor) {
        return transactions.inTransaction(() -> {
            Predicate<MailingRun> held = run -> run.brake() == Brake.PAUSED || run.brake() == Brake.PARKED;
            var run = step(id, held, MailingRun::resumed, actor, "mailing.run-resumed");
            outbox.move(id, Set.of(MessageState.HELD), MessageState.PENDING);
            goOn(run);
            return run;
        });
    }

    @Override
    public MailingRun stop(RunId id, Actor actor) {
        return transactions.inTransaction(() -> {
            var run = step(id, was -> !was.isOver(), was -> was.stopped(clock.now()), actor, "mailing.run-stopped");
            var waiting = Set.of(MessageState.PENDING, MessageState.RETRY_WAIT, MessageState.HELD);
            outbox.move(id, waiting, MessageState.CANCELLED);
            return run;
        });
    }

    @Override
    public MailingRun retryFailures(RunId id, Actor actor) {
        return transactions.inTransaction(() -> {
            var run = step(
                    id,
                    was -> was.state() == State.COMPLETED && was.brake() != Brake.STOPPED,
                    MailingRun::reopened,
                    actor,
                    "mailing.run-retried");
            var failed = runs.takeFailed(id);
            int messages = outbox.move(id, Set.of(MessageState.DEAD), MessageState.PENDING);
            if (failed.isEmpty() && messages == 0) {
                throw MailingProblem.NOTHING_TO_RETRY.refuse();
            }
            for (int from = 0; from < failed.size(); from += PAGE) {
                runs.addPage(id, failed.subList(from, Math.min(failed.size(), from + PAGE)), false);
            }
            goOn(run);
            return run;
        });
    }

    @Override
    public RunProgress progress(RunId id) {
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
                outbox.channelsWaiting(id).stream().anyMatch(channel -> !routing.isPresent(channel)),
                perMinute(run, tally),
                left(run, tally));
    }

    @Override
    public List<RunEntry> entries(RunId id, int offset, int limit) {
        return runs.entries(id, offset, limit);
    }

    private @Nullable Long perMinute(MailingRun run, Tally tally) {
        if (run.state() != State.INVOICING || run.brake() != Brake.NONE) {
            return null;
        }
        long millis = Duration.between(run.startedAt(), clock.now()).toMillis();
        return millis == 0 ? null : tally.done() * 60_000 / millis;
    }

    /** As long again as what is done took, for what is not. */
    private @Nullable Duration left(MailingRun run, Tally tally) {
        if (run.state() != State.INVOICING || run.brake() != Brake.NONE || tally.done() == 0) {
            return null;
        }
        var spent = Duration.between(run.startedAt(), clock.now());
        return spent.multipliedBy(tally.customers() - tally.done()).dividedBy(tally.done());
    }

    private MailingRun fired(MailingId id, String trigger, @Nullable Missed missed) {
        var mailing = mailings.find(id).orElseThrow(() -> MailingProblem.MAILING_UNKNOWN.refuse(id));
        var settings = mailing.settings();
        var template = settings.how().template();
        var now = clock.now();
        return new MailingRun(
                runs.newId(),
                id,
                mailing.branch(),
                trigger,
                settings,
                mailings.find(template).orElseThrow(() -> MailingProblem.TEMPLATE_UNKNOWN.refuse(template)),
                missed == null ? State.PLANNING : State.MISSED,
                Brake.NONE,
                settings.what().limits(),
                clock.today(branches.find(mailing.branch()).orElseThrow().zone()),
                now,
                missed == null ? null : now,
                missed,
                null);
    }

    private MailingRun step(
            RunId id, Predicate<MailingRun> possible, UnaryOperator<MailingRun> step, Actor actor, String action) {
        var changed = runs.change(id, was -> {
                    if (!possible.test(was)) {
                        throw MailingProblem.RUN_STATE_CONFLICT.refuse(was.brake() == Brake.NONE ? was.state() : was.brake());
                    }
                    return step.apply(was);
                })
                .orElseThrow(() -> MailingProblem.RUN_UNKNOWN.refuse(id));
        record(actor, changed, action, changed.state() + " " + changed.brake());
        return changed;
    }

    private void goOn(MailingRun run) {
        jobs.schedule(RunCoordinator.job(run.id()), clock.now());
        runs.openPages(run.id()).stream()
                .filter(page -> !page.late())
                .forEach(page -> jobs.schedule(PageWorker.job(page), clock.now()));
    }

    private void record(Actor actor, MailingRun run, String action, String after) {
        audit.record(new AuditRecord(actor, run.branch().value(), action, "run:" + run.id(), null, after));
    }
}
