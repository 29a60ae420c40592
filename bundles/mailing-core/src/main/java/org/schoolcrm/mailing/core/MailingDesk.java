package org.schoolcrm.mailing.core;

import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.RunProgress;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.spi.MailingStore;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;

/** Where mailings and templates are written and runs are started and looked at. */
public final class MailingDesk implements Mailings {

    private final MailingStore mailings;
    private final RunStore runs;
    private final Outbox outbox;
    private final Branches branches;
    private final MailingOption option;
    private final Transactions transactions;
    private final Jobs jobs;
    private final Clock clock;
    private final Audit audit;

    public MailingDesk(
            MailingStore mailings,
            RunStore runs,
            Outbox outbox,
            Branches branches,
            MailingOption option,
            Transactions transactions,
            Jobs jobs,
            Clock clock,
            Audit audit) {
        this.mailings = mailings;
        this.runs = runs;
        this.outbox = outbox;
        this.branches = branches;
        this.option = option;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public List<Mailing> of(BranchId branch) {
        return mailings.mailings(branch);
    }

    @Override
    public Optional<Mailing> find(MailingId id) {
        return mailings.find(id);
    }

    @Override
    public Mailing create(BranchId branch, String name, Mailing.What what, Mailing.How how, Actor actor) {
        check(branch, name, how);
        return transactions.inTransaction(() -> {
            var mailing = new Mailing(mailings.newMailingId(), branch, name, what, how);
            mailings.save(mailing);
            record(actor, branch, "mailing.created", "mailing:" + mailing.id(), mailing.toString());
            return mailing;
        });
    }

    @Override
    public Mailing change(MailingId id, String name, Mailing.What what, Mailing.How how, Actor actor) {
        return transactions.inTransaction(() -> {
            var before = mailings.find(id).orElseThrow(() -> MailingProblem.MAILING_UNKNOWN.refuse(id));
            check(before.branch(), name, how);
            var mailing = new Mailing(id, before.branch(), name, what, how);
            mailings.save(mailing);
            record(actor, before.branch(), "mailing.changed", "mailing:" + id, mailing.toString());
            return mailing;
        });
    }

    @Override
    public List<Template> templates(BranchId branch) {
        return mailings.templates(branch);
    }

    @Override
    public Template createTemplate(
            BranchId branch, DeliveryMethod method, String name, String subject, String body, Actor actor) {
        return transactions.inTransaction(
                () -> save(new Template(mailings.newTemplateId(), 1, branch, method, name, subject, body), actor));
    }

    @Override
    public Template changeTemplate(TemplateId id, String name, String subject, String body, Actor actor) {
        return transactions.inTransaction(() -> {
            var was = mailings.find(id).orElseThrow(() -> MailingProblem.TEMPLATE_UNKNOWN.refuse(id));
            return save(new Template(id, was.version() + 1, was.branch(), was.method(), name, subject, body), actor);
        });
    }

    @Override
    public MailingRun start(MailingId id, String trigger, Actor actor) {
        return transactions.inTransaction(() -> {
            var mailing = mailings.find(id).orElseThrow(() -> MailingProblem.MAILING_UNKNOWN.refuse(id));
            if (!option.state(mailing.branch()).sends()) {
                throw MailingProblem.OPTION_IS_OFF.refuse();
            }
            var template = template(mailing.how());
            var run = new MailingRun(
                    runs.newId(),
                    id,
                    mailing.branch(),
                    trigger,
                    mailing.what(),
                    mailing.how(),
                    template,
                    MailingRun.State.PLANNING,
                    clock.today(branch(mailing.branch()).zone()),
                    clock.now(),
                    null,
                    null);
            var counts = runs.addIfNew(run);
            if (counts.id().equals(run.id())) {
                jobs.schedule(RunConductor.job(run.id()), clock.now());
                record(actor, mailing.branch(), "mailing.run-started", "run:" + run.id(), mailing.name());
            }
            return counts;
        });
    }

    @Override
    public Optional<MailingRun> findRun(RunId id) {
        return runs.find(id);
    }

    @Override
    public List<MailingRun> runs(MailingId id) {
        return runs.ofMailing(id);
    }

    @Override
    public RunProgress progress(RunId id) {
        var run = runs.find(id).orElseThrow(() -> MailingProblem.RUN_UNKNOWN.refuse(id));
        var tally = runs.tally(id);
        var currency =
                tally.currency() == null ? branch(run.branch()).currency() : Currency.getInstance(tally.currency());
        return new RunProgress(
                run,
                tally.customers(),
                tally.done(),
                tally.billed(),
                tally.failed(),
                tally.skipped(),
                new Money(tally.amountMinor(), currency),
                outbox.count(id));
    }

    @Override
    public List<RunEntry> entries(RunId id, int offset, int limit) {
        return runs.entries(id, offset, limit);
    }

    private Template save(Template template, Actor actor) {
        var checks = new FieldChecks()
                .require(!template.name().isBlank(), "name", MailingProblem.REQUIRED)
                .require(!template.body().isBlank(), "body", MailingProblem.REQUIRED)
                .require(
                        template.method() != DeliveryMethod.EMAIL
                                || !template.subject().isBlank(),
                        "subject",
                        MailingProblem.REQUIRED);
        checkTags(checks, "subject", template.subject());
        checkTags(checks, "body", template.body());
        checks.refuseAs(MailingProblem.TEMPLATE_INVALID);
        mailings.save(template);
        record(actor, template.branch(), "template.saved", "template:" + template.id(), template.toString());
        return template;
    }

    private static void checkTags(FieldChecks checks, String field, String text) {
        for (var tag : new TagText(text).tags()) {
            checks.require(InvoiceTags.NAMES.contains(tag), field, MailingProblem.TAG_UNKNOWN, "{" + tag + "}");
        }
    }

    private void check(BranchId branch, String name, Mailing.How how) {
        branch(branch);
        var template = template(how);
        new FieldChecks()
                .require(!name.isBlank(), "name", MailingProblem.REQUIRED)
                .require(template.method() == how.method(), "how.template", MailingProblem.METHOD_NOT_OF_TEMPLATE)
                .require(template.branch().equals(branch), "how.template", MailingProblem.TEMPLATE_UNKNOWN)
                .refuseAs(MailingProblem.MAILING_INVALID);
    }

    private Template template(Mailing.How how) {
        return mailings.find(how.template()).orElseThrow(() -> MailingProblem.TEMPLATE_UNKNOWN.refuse(how.template()));
    }

    private Branch branch(BranchId id) {
        return branches.find(id).orElseThrow();
    }

    private void record(Actor actor, BranchId branch, String action, String subject, String after) {
        audit.record(new AuditRecord(actor, branch.value(), action, subject, null, after));
    }
}
