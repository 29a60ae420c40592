package org.schoolcrm.acquiring.core.refund;

import org.schoolcrm.acquiring.api.Capability;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.core.payment.PaymentPosting;
import org.schoolcrm.acquiring.spi.Acquirer;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.RefundOutcome;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Transactions;

/** Applies what a bank says of a refund: the row, the ledger and the CRM's queue in one transaction. */
public final class RefundOutcomes {

    static final String UNANSWERED = "refund.unanswered";
    private static final String NO_ANSWER = "The bank did not tell what became of it";

    private final AttemptStore attempts;
    private final RefundStore refunds;
    private final PaymentPosting posting;
    private final Transactions transactions;
    private final Audit audit;
    private final Attentions attentions;

    public RefundOutcomes(
            AttemptStore attempts,
            RefundStore refunds,
            PaymentPosting posting,
            Transactions transactions,
            Audit audit,
            Attentions attentions) {
        this.attempts = attempts;
        this.refunds = refunds;
        this.posting = posting;
        this.transactions = transactions;
        this.audit = audit;
        this.attentions = attentions;
    }

    Refund apply(MerchantAccount account, Acquirer adapter, Refund refund, RefundOutcome outcome) {
        return transactions.inTransaction(() -> {
            var attempt = attempts.change(refund.attempt(), was -> was).orElseThrow();
            var detail = adapter.redact(account, outcome.detail());
            var before = refunds.find(refund.id()).orElseThrow();
            if (hasFailed(before)) {
                return before;
            }
            var after = refunds.change(
                            refund.id(), was -> was.apply(statusOf(outcome), outcome.providerRefundId(), detail))
                    .orElseThrow();
            if (outcome.status() == RefundOutcome.Status.DONE && before.status() != RefundStatus.DONE) {
                post(account, adapter, attempt, after, outcome);
            }
            if (after.status() != before.status() && !after.status().isOpen()) {
                note(account, before, after);
            }
            return after;
        });
    }

    /** The bank told that it failed while its earlier answer was on its way. */
    private static boolean hasFailed(Refund refund) {
        return refund.status() == RefundStatus.RETURNED
                || (refund.status() == RefundStatus.REFUSED && refund.providerId() != null);
    }

    /** By the bank's number of the refund where its sums cannot be had, else by what went back in all, if so much came. */
    private void post(
            MerchantAccount account, Acquirer adapter, PaymentAttempt attempt, Refund refund, RefundOutcome outcome) {
        var number = refund.providerId();
        if (adapter.profile().can(Capability.REFUNDS_HAVE_IDS) && number != null) {
            posting.recordRefund(account, attempt, number, refund.amount(), outcome.detail());
            return;
        }
        var told = outcome.refundedTotal();
        var total = told != null && told.compareTo(posting.captured(attempt)) <= 0
                ? told
                : refund.refundedBefore().plus(refund.amount());
        posting.recordRefundTotal(account, attempt, total, outcome.detail());
    }

    /** Nobody but the bank knows whether money went back, and it does not say: a person asks it. */
    void leaveToAPerson(MerchantAccount account, Refund refund) {
        transactions.run(() -> attentions.raise(new Attention(
                account.branch().value(),
                UNANSWERED,
                "payment:" + refund.attempt(),
                "Refund " + refund.id() + ", " + refund.amount() + " of " + refund.requestedAt() + ": " + NO_ANSWER)));
    }

    private void note(MerchantAccount account, Refund before, Refund after) {
        audit.record(new AuditRecord(
                Actor.bank(account.provider()),
                account.branch().value(),
                "payment.refund-settled",
                "payment:" + after.attempt(),
                before.status() + " " + after.amount(),
                after.status() + " " + after.detail()));
    }

    /** What never reached the bank is over: another one can be made. */
    private static RefundStatus statusOf(RefundOutcome outcome) {
        return switch (outcome.status()) {
            case DONE -> RefundStatus.DONE;
            case PENDING -> RefundStatus.PENDING;
            case REFUSED, NOT_SENT -> RefundStatus.REFUSED;
            case UNKNOWN -> RefundStatus.UNKNOWN;
        };
    }
}
