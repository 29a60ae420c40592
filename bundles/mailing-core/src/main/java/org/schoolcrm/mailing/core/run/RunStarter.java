package org.schoolcrm.mailing.core.run;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRun.Missed;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.approval.MailingApprovals;
import org.schoolcrm.mailing.core.template.InvoiceMessages;
import org.schoolcrm.mailing.core.template.TagRegistry;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.problem.ProblemException;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.Transactions;

/** Starts the runs of mailings, by hand and at their slots, at most one per trigger. */
public final class RunStarter {

    /** As people are called to a run whose text a provider has refused. */
    static final String TEMPLATE_REFUSED = "mailing.template-refused";

    private final RunFactory factory;
    private final MailingOption option;
    private final TagRegistry tags;
    private final MailingApprovals approvals;
    private final RunStore runs;
    private final RunJobs jobs;
    private final Attentions attentions;
    private final Transactions transactions;
    private final Audit audit;

    public RunStarter(
            RunFactory factory,
            MailingOption option,
            TagRegistry tags,
            MailingApprovals approvals,
            RunStore runs,
            RunJobs jobs,
            Attentions attentions,
            Transactions transactions,
            Audit audit) {
        this.factory = factory;
        this.option = option;
        this.tags = tags;
        this.approvals = approvals;
        this.runs = runs;
        this.jobs = jobs;
        this.attentions = attentions;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** The new run, or that of the first time with the same trigger. */
    public MailingRun start(MailingId id, String trigger, Actor actor) {
        return start(id, trigger, UnaryOperator.identity(), actor);
    }

    /** The same for whoever has agreed to any cost. */
    MailingRun startAtAnyCost(MailingId id, String trigger, Actor actor) {
        return start(id, trigger, MailingRun::atAnyCost, actor);
    }

    private MailingRun start(MailingId id, String trigger, UnaryOperator<MailingRun> terms, Actor actor) {
        return transactions.inTransaction(() -> {
            var made = terms.apply(factory.started(id, trigger));
            objection(made.branch(), made.template()).ifPresent(refusal -> {
                throw refusal;
            });
            var refused = refused(made, actor);
            var run = refused.isPresent() ? made.paused() : made;
            var stored = runs.addIfNew(run);
            if (stored.id().equals(run.id())) {
                record(actor, run, "mailing.run-started", started(run));
                refused.ifPresentOrElse(template -> call(run, template), () -> jobs.schedule(run.id()));
            }
            return stored;
        });
    }

    /** The text that cannot be sent: whoever starts a run is told at once, a slot's run waits for a person. */
    private Optional<String> refused(MailingRun run, Actor actor) {
        var refused = approvals.refused(run.branch(), run.how());
        if (refused.isPresent() && !actor.equals(Actor.SYSTEM)) {
            throw MailingProblem.TEMPLATE_NOT_APPROVED.refuse(refused.get());
        }
        return refused;
    }

    private void call(MailingRun run, String template) {
        var words = run.settings().name() + ": " + template;
        attentions.raise(new Attention(run.branch().value(), TEMPLATE_REFUSED, PageIssuance.subject(run.id()), words));
    }

    private static String started(MailingRun run) {
        boolean agreed = !run.limits().equals(run.what().limits());
        return run.settings().name() + (agreed ? " at any cost" : "");
    }

    /** Records that a slot passed without a run. */
    public void miss(MailingId id, String trigger, Missed why) {
        transactions.run(() -> {
            var run = factory.missed(id, trigger, why);
            if (runs.addIfNew(run).id().equals(run.id())) {
                record(Actor.SYSTEM, run, "mailing.slot-missed", trigger + " " + why);
            }
        });
    }

    /** Why a run of the mailing would be refused just now. */
    public Optional<MailingProblem> objection(Mailing mailing) {
        return factory.template(mailing)
                .flatMap(template -> objection(mailing.branch(), template))
                .map(refusal -> (MailingProblem) refusal.type());
    }

    private Optional<ProblemException> objection(BranchId branch, Template template) {
        if (!option.state(branch).sends()) {
            return Optional.of(MailingProblem.OPTION_IS_OFF.refuse());
        }
        return InvoiceMessages.tags(template).stream()
                .filter(tag -> tags.find(tag).isEmpty())
                .findFirst()
                .map(tag -> MailingProblem.TAG_UNKNOWN.refuse("{" + tag + "}"));
    }

    private void record(Actor actor, MailingRun run, String action, String after) {
        audit.record(RunTransitions.auditRecord(actor, run, action, after));
    }
}
