package org.schoolcrm.mailing.core.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.mailing.api.DryRun;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.Mailings;
import org.schoolcrm.mailing.core.approval.MailingApprovals;
import org.schoolcrm.mailing.core.run.DryRuns;
import org.schoolcrm.mailing.spi.MailingStore;
import org.schoolcrm.mailing.spi.MailingStore.Slot;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** Creates and changes mailings, lists their next slots and tries them out. */
public final class MailingAdministration implements Mailings {

    private final MailingStore mailings;
    private final RunStore runs;
    private final DryRuns dryRuns;
    private final MailingApprovals approvals;
    private final Branches branches;
    private final Transactions transactions;
    private final Clock clock;
    private final Audit audit;

    public MailingAdministration(
            MailingStore mailings,
            RunStore runs,
            DryRuns dryRuns,
            MailingApprovals approvals,
            Branches branches,
            Transactions transactions,
            Clock clock,
            Audit audit) {
        this.mailings = mailings;
        this.runs = runs;
        this.dryRuns = dryRuns;
        this.approvals = approvals;
        this.branches = branches;
        this.transactions = transactions;
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
    public Mailing create(BranchId branch, Mailing.Settings settings, Actor actor) {
        check(branch, settings);
        return transactions.inTransaction(() -> {
            var mailing = new Mailing(mailings.newMailingId(), branch, settings);
            save(mailing, "mailing.created", null, actor);
            return mailing;
        });
    }

    @Override
    public Mailing change(MailingId id, Mailing.Settings settings, Actor actor) {
        return transactions.inTransaction(() -> {
            var before = known(id);
            check(before.branch(), settings);
            var mailing = new Mailing(id, before.branch(), settings);
            save(mailing, "mailing.changed", before.settings().toString(), actor);
            return mailing;
        });
    }

    /** What is not switched on may wait for its texts to be approved. */
    private void check(BranchId branch, Mailing.Settings settings) {
        MailingForm.check(branch, settings, mailings::find);
        if (settings.active()) {
            approvals.require(branch, settings.how());
        }
    }

    @Override
    public void remove(MailingId id, Actor actor) {
        transactions.run(() -> {
            var mailing = known(id);
            if (!runs.ofMailing(id).stream().allMatch(MailingRun::isOver)) {
                throw MailingProblem.MAILING_IN_USE.refuse();
            }
            mailings.archive(id, clock.now());
            audit.record(new AuditRecord(
                    actor,
                    mailing.branch().value(),
                    "mailing.removed",
                    "mailing:" + id,
                    mailing.settings().toString(),
                    null));
        });
    }

    @Override
    public List<LocalDateTime> nextSlots(MailingId id, int many) {
        var mailing = known(id);
        return mailings.nextSlot(id).isEmpty()
                ? List.of()
                : mailing.settings()
                        .when()
                        .next(many, clock.now(), branch(mailing).zone());
    }

    @Override
    public DryRun tryOut(MailingId id, LocalDate on) {
        return dryRuns.of(known(id), branch(known(id)), on);
    }

    private void save(Mailing mailing, String action, @Nullable String before, Actor actor) {
        Slot next = mailing.settings().active()
                ? MailingScheduler.slotAfter(
                        mailing, clock.now(), branch(mailing).zone())
                : null;
        mailings.save(mailing, next);
        var after = mailing.settings().toString();
        audit.record(
                new AuditRecord(actor, mailing.branch().value(), action, "mailing:" + mailing.id(), before, after));
    }

    private Mailing known(MailingId id) {
        return mailings.find(id).orElseThrow(() -> MailingProblem.MAILING_UNKNOWN.refuse(id));
    }

    private Branch branch(Mailing mailing) {
        return branches.find(mailing.branch()).orElseThrow();
    }
}
