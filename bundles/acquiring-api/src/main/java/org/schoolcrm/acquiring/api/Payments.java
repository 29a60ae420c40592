package org.schoolcrm.acquiring.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;

/**
 * What the school's staff sees of online payments and does about them.
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of an {@link AcquiringProblem}.
 */
@ProviderType
public interface Payments {

    /** Newest first. */
    List<Payment> of(InvoiceId invoice);

    Optional<PaymentAttempt> find(AttemptId attempt);

    /** Asks the bank now, whatever is known. */
    PaymentAttempt check(AttemptId attempt);

    /**
     * Sends money back. Refuses more than is left of the payment, a bank that cannot, and a second refund as long as
     * nobody knows what became of the first.
     */
    Refund refund(AttemptId attempt, Money amount, String reason, Actor actor);

    /**
     * Takes in a refund that somebody made at the bank and that the bank does not report by its sum: the customer's
     * account is debited, no money is sent. Refuses more than is left of the payment.
     */
    void enterBankRefund(AttemptId attempt, Money amount, String reason, Actor actor);

    /**
     * Takes a person's word, who has asked the bank, for what became of a refund that the bank does not tell us of: it
     * went back and is booked, or another one may be made. Refuses a refund that the bank still may answer about.
     */
    Refund decideRefund(RefundId refund, boolean wentBack, String reason, Actor actor);

    /** Money that came and belongs to nobody yet, oldest first. */
    List<UnallocatedPayment> unassigned(BranchId branch);

    /** Credits it to the customer of the invoice, once. */
    void assign(PaymentId money, InvoiceId invoice, Actor actor);
}
