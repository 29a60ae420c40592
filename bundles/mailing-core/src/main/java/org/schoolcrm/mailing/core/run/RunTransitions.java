package org.schoolcrm.mailing.core.run;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRun.Brake;
import org.schoolcrm.mailing.api.MailingRun.State;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;

/** The transitions that people bring a run through: from which state each is possible, and its audit record. */
public final class RunTransitions {

    private final RunStore runs;
    private final Audit audit;
    private final Clock clock;

    public RunTransitions(RunStore runs, Audit audit, Clock clock) {
        this.runs = runs;
        this.audit = audit;
        this.clock = clock;
    }

    MailingRun pause(RunId id, Actor actor) {
        return change(id, MailingRun::isFree, MailingRun::paused, actor, "mailing.run-paused");
    }

    MailingRun resume(RunId id, Actor actor) {
        Predicate<MailingRun> waits = run -> run.brake() == Brake.PAUSED || run.brake() == Brake.PARKED;
        return change(id, waits, MailingRun::resumed, actor, "mailing.run-resumed");
    }

    MailingRun stop(RunId id, Actor actor) {
        return change(id, run -> !run.isOver(), run -> run.stopped(clock.now()), actor, "mailing.run-stopped");
    }

    void noteStoppedReminders(RunId id, int stopped, Actor actor) {
        var run = runs.find(id).orElseThrow(() -> MailingProblem.RUN_UNKNOWN.refuse(id));
        audit.record(auditRecord(actor, run, "mailing.reminders-stopped", Integer.toString(stopped)));
    }

    MailingRun reopen(RunId id, Actor actor) {
        Predicate<MailingRun> ended = run -> run.state() == State.COMPLETED && run.brake() != Brake.STOPPED;
        return change(id, ended, MailingRun::reopened, actor, "mailing.run-retried");
    }

    private MailingRun change(
            RunId id, Predicate<MailingRun> possible, UnaryOperator<MailingRun> step, Actor actor, String action) {
        var changed = runs.change(id, was -> {
                    if (!possible.test(was)) {
                        throw MailingProblem.RUN_STATE_CONFLICT.refuse(
                                was.brake() == Brake.NONE ? was.state() : was.brake());
                    }
                    return step.apply(was);
                })
                .orElseThrow(() -> MailingProblem.RUN_UNKNOWN.refuse(id));
        audit.record(auditRecord(actor, changed, action, changed.state() + " " + changed.brake()));
        return changed;
    }

    static AuditRecord auditRecord(Actor actor, MailingRun run, String action, String after) {
        return new AuditRecord(actor, run.branch().value(), action, "run:" + run.id(), null, after);
    }
}
