package org.schoolcrm.acquiring.core;

import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.AcquiringProblem;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.Payment;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.Payments;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.acquiring.api.UnallocatedPayment;
import org.schoolcrm.acquiring.core.merchant.MerchantAccountRouter;
import org.schoolcrm.acquiring.core.payment.PaymentPosting;
import org.schoolcrm.acquiring.core.payment.Reconciler;
import org.schoolcrm.acquiring.core.payment.UnallocatedPayments;
import org.schoolcrm.acquiring.core.refund.RefundDecisions;
import org.schoolcrm.acquiring.core.refund.RefundProcessor;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;

/** What the school's staff sees of online payments and does about them. */
public final class PaymentAdministration implements Payments {

    private final AttemptStore attempts;
    private final RefundStore refunds;
    private final MerchantAccountRouter merchants;
    private final PaymentPosting posting;
    private final UnallocatedPayments unallocated;
    private final RefundProcessor processor;
    private final RefundDecisions decisions;
    private final Reconciler reconciler;

    public PaymentAdministration(
            AttemptStore attempts,
            RefundStore refunds,
            MerchantAccountRouter merchants,
            PaymentPosting posting,
            UnallocatedPayments unallocated,
            RefundProcessor processor,
            RefundDecisions decisions,
            Reconciler reconciler) {
        this.attempts = attempts;
        this.refunds = refunds;
        this.merchants = merchants;
        this.posting = posting;
        this.unallocated = unallocated;
        this.processor = processor;
        this.decisions = decisions;
        this.reconciler = reconciler;
    }

    @Override
    public List<Payment> of(InvoiceId invoice) {
        return attempts.of(invoice).stream()
                .map(attempt -> new Payment(
                        attempt,
                        merchants.account(attempt.account()).name(),
                        posting.captured(attempt),
                        posting.refunded(attempt),
                        refunds.of(attempt.id())))
                .toList();
    }

    @Override
    public Optional<PaymentAttempt> find(AttemptId attempt) {
        return attempts.find(attempt);
    }

    @Override
    public PaymentAttempt check(AttemptId id) {
        var attempt = attempts.find(id).orElseThrow(() -> AcquiringProblem.ATTEMPT_UNKNOWN.refuse(id));
        return reconciler.query(merchants.account(attempt.account()), attempt);
    }

    @Override
    public Refund refund(AttemptId attempt, Money amount, String reason, Actor actor) {
        return processor.refund(attempt, amount, reason, actor);
    }

    @Override
    public void enterBankRefund(AttemptId id, Money amount, String reason, Actor actor) {
        var attempt = attempts.find(id).orElseThrow(() -> AcquiringProblem.ATTEMPT_UNKNOWN.refuse(id));
        processor.enterBankRefund(merchants.account(attempt.account()), id, amount, reason, actor);
    }

    @Override
    public Refund decideRefund(RefundId id, boolean wentBack, String reason, Actor actor) {
        var refund = refunds.find(id).orElseThrow(() -> AcquiringProblem.REFUND_UNKNOWN.refuse(id));
        var attempt = attempts.find(refund.attempt()).orElseThrow();
        return decisions.decide(merchants.account(attempt.account()), refund, wentBack, reason, actor);
    }

    @Override
    public List<UnallocatedPayment> unassigned(BranchId branch) {
        return unallocated.of(branch);
    }

    @Override
    public void assign(PaymentId payment, InvoiceId invoice, Actor actor) {
        unallocated.allocate(payment, invoice, actor);
    }
}
