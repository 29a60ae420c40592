package org.schoolcrm.acquiring.core;

import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.AcquiringProblem;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.Payment;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.Payments;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.UnallocatedPayment;
import org.schoolcrm.acquiring.core.merchant.Banks;
import org.schoolcrm.acquiring.core.payment.PaymentPosting;
import org.schoolcrm.acquiring.core.payment.Reconciler;
import org.schoolcrm.acquiring.core.refund.RefundProcessor;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.acquiring.spi.PaymentLedger.BankOperation;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** What the school's staff sees of online payments and does about them. */
public final class PaymentAdministration implements Payments {

    private final AttemptStore attempts;
    private final RefundStore refunds;
    private final PaymentLedger ledger;
    private final Banks banks;
    private final PaymentPosting book;
    private final RefundProcessor refundDesk;
    private final Reconciler reconciler;
    private final Billing billing;
    private final Transactions transactions;
    private final Audit audit;
    private final Clock clock;

    public PaymentAdministration(
            AttemptStore attempts,
            RefundStore refunds,
            PaymentLedger ledger,
            Banks banks,
            PaymentPosting book,
            RefundProcessor refundDesk,
            Reconciler reconciler,
            Billing billing,
            Transactions transactions,
            Audit audit,
            Clock clock) {
        this.attempts = attempts;
        this.refunds = refunds;
        this.ledger = ledger;
        this.banks = banks;
        this.book = book;
        this.refundDesk = refundDesk;
        this.reconciler = reconciler;
        this.billing = billing;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public List<Payment> of(InvoiceId invoice) {
        return attempts.of(invoice).stream()
                .map(attempt -> new Payment(
                        attempt,
                        banks.account(attempt.account()).name(),
                        book.captured(attempt),
                        book.refunded(attempt),
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
        return reconciler.askAnyway(banks.account(attempt.account()), attempt);
    }

    @Override
    public Refund refund(AttemptId attempt, Money amount, String reason, Actor actor) {
        return refundDesk.refund(attempt, amount, reason, actor);
    }

    @Override
    public List<UnallocatedPayment> unassigned(BranchId branch) {
        return ledger.unassigned(branch).stream()
                .map(money -> new UnallocatedPayment(
                        money.id(),
                        money.branch(),
                        money.account(),
                        money.providerId(),
                        money.amount(),
                        money.detail(),
                        money.at()))
                .toList();
    }

    @Override
    public void assign(PaymentId id, InvoiceId invoiceId, Actor actor) {
        transactions.run(() -> {
            var money = ledger.find(id)
                    .filter(found -> found.attempt() == null && found.kind() == BankOperation.Kind.PAYMENT)
                    .orElseThrow(() -> AcquiringProblem.UNALLOCATED_PAYMENT_UNKNOWN.refuse(id));
            var invoice = billing.find(invoiceId)
                    .filter(found -> found.branch().equals(money.branch()))
                    .orElseThrow(() -> BillingProblem.INVOICE_UNKNOWN.refuse(invoiceId));
            if (!invoice.amount().currency().equals(money.amount().currency())) {
                throw AcquiringProblem.CURRENCY_DIFFERS.refuse(money.amount(), invoice.number());
            }
            if (!ledger.assign(id, invoiceId, clock.now())) {
                throw AcquiringProblem.MONEY_IS_ASSIGNED.refuse(id);
            }
            book.toInvoice(id, money.branch(), invoiceId, money.amount(), actor);
            audit.record(new AuditRecord(
                    actor,
                    money.branch().value(),
                    "payment.assigned",
                    "bank-operation:" + id,
                    null,
                    money.amount() + " to " + invoice.number()));
        });
    }
}
