package org.schoolcrm.acquiring.core.payment;

import java.util.List;
import org.schoolcrm.acquiring.api.AcquiringProblem;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.UnallocatedPayment;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.acquiring.spi.PaymentLedger.BankOperation;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.BillingProblem;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** Money that no attempt of ours expected, until somebody says whose it is. */
public final class UnallocatedPayments {

    private final PaymentLedger ledger;
    private final AttemptStore attempts;
    private final PaymentPosting posting;
    private final Billing billing;
    private final Transactions transactions;
    private final Audit audit;
    private final Clock clock;

    public UnallocatedPayments(
            PaymentLedger ledger,
            AttemptStore attempts,
            PaymentPosting posting,
            Billing billing,
            Transactions transactions,
            Audit audit,
            Clock clock) {
        this.ledger = ledger;
        this.attempts = attempts;
        this.posting = posting;
        this.billing = billing;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    public List<UnallocatedPayment> of(BranchId branch) {
        return ledger.unassigned(branch).stream()
                .map(payment -> new UnallocatedPayment(
                        payment.id(),
                        payment.branch(),
                        payment.account(),
                        payment.providerId(),
                        payment.amount(),
                        payment.detail(),
                        payment.at()))
                .toList();
    }

    /**
     * Credits it to the customer of an invoice in the same branch and currency; it is a payment like any other from
     * then on. Refuses money of a bank's test mode, which is none.
     */
    public void allocate(PaymentId id, InvoiceId invoiceId, Actor actor) {
        transactions.run(() -> {
            var payment = ledger.find(id)
                    .filter(found -> found.attempt() == null && found.kind() == BankOperation.Kind.PAYMENT)
                    .orElseThrow(() -> AcquiringProblem.UNALLOCATED_PAYMENT_UNKNOWN.refuse(id));
            var invoice = billing.find(invoiceId)
                    .filter(found -> found.branch().equals(payment.branch()))
                    .orElseThrow(() -> BillingProblem.INVOICE_UNKNOWN.refuse(invoiceId));
            if (!invoice.amount().currency().equals(payment.amount().currency())) {
                throw AcquiringProblem.CURRENCY_DIFFERS.refuse(payment.amount(), invoice.number());
            }
            if (payment.isTest()) {
                throw AcquiringProblem.TEST_MONEY.refuse(payment.amount());
            }
            var attempt = attemptOf(payment, invoiceId);
            if (!ledger.assign(id, invoiceId, attempt.id(), clock.now())) {
                throw AcquiringProblem.MONEY_IS_ASSIGNED.refuse(id);
            }
            attempts.add(attempt);
            posting.allocate(id, payment.branch(), invoiceId, payment.amount(), actor);
            audit.record(new AuditRecord(
                    actor,
                    payment.branch().value(),
                    "payment.assigned",
                    "bank-operation:" + id,
                    null,
                    payment.amount() + " to " + invoice.number()));
        });
    }

    /** The bank knows the payment by its own number alone. */
    private PaymentAttempt attemptOf(BankOperation payment, InvoiceId invoice) {
        var now = clock.now();
        return new PaymentAttempt(
                attempts.newId(),
                payment.account(),
                invoice,
                "assigned-" + payment.id(),
                payment.amount(),
                AttemptStatus.CAPTURED,
                payment.providerId(),
                null,
                payment.detail(),
                now,
                now);
    }
}
