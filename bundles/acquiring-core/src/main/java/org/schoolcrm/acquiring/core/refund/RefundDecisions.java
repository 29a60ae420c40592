package org.schoolcrm.acquiring.core.refund;

import org.schoolcrm.acquiring.api.AcquiringProblem;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.core.payment.PaymentPosting;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** Takes a person's word for refunds of which the bank does not tell. */
public final class RefundDecisions {

    private final AttemptStore attempts;
    private final RefundStore refunds;
    private final PaymentPosting posting;
    private final Transactions transactions;
    private final Audit audit;
    private final Attentions attentions;
    private final Clock clock;

    public RefundDecisions(
            AttemptStore attempts,
            RefundStore refunds,
            PaymentPosting posting,
            Transactions transactions,
            Audit audit,
            Attentions attentions,
            Clock clock) {
        this.attempts = attempts;
        this.refunds = refunds;
        this.posting = posting;
        this.transactions = transactions;
        this.audit = audit;
        this.attentions = attentions;
        this.clock = clock;
    }

    public Refund decide(MerchantAccount account, Refund refund, boolean wentBack, String reason, Actor actor) {
        RefundIntake.checkReason(reason);
        return transactions.inTransaction(() -> {
            var attempt = attempts.change(refund.attempt(), was -> was).orElseThrow();
            var before = refunds.find(refund.id()).orElseThrow();
            if (!before.awaitsDecision(clock.now())) {
                throw before.status().isOpen()
                        ? AcquiringProblem.REFUND_STILL_ASKED.refuse(before.id())
                        : AcquiringProblem.REFUND_SETTLED.refuse(before.id());
            }
            var after = refunds.change(
                            refund.id(),
                            was -> was.apply(wentBack ? RefundStatus.DONE : RefundStatus.REFUSED, null, reason))
                    .orElseThrow();
            if (wentBack) {
                book(account, attempt, after);
            }
            long branch = account.branch().value();
            var subject = "payment:" + attempt.id();
            attentions.settle(branch, RefundOutcomes.UNANSWERED, subject, actor);
            audit.record(new AuditRecord(
                    actor,
                    branch,
                    "payment.refund-decided",
                    subject,
                    before.status() + " " + before.amount(),
                    after.status() + " " + reason));
            return after;
        });
    }

    /** The bank's word of what went back in all may have brought it already. */
    private void book(MerchantAccount account, PaymentAttempt attempt, Refund refund) {
        if (posting.bookedByTotals(attempt, refund.requestedAt()).compareTo(refund.amount()) >= 0) {
            return;
        }
        var left = posting.captured(attempt).minus(posting.refunded(attempt));
        var amount = refund.amount().compareTo(left) > 0 ? left : refund.amount();
        if (amount.isPositive()) {
            posting.recordRefund(account, attempt, refund.key(), amount, refund.detail());
        }
    }
}
