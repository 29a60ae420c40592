package org.schoolcrm.acquiring.core.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundStatus;
import org.schoolcrm.acquiring.core.payment.ReportedOperation.Source;
import org.schoolcrm.acquiring.spi.RefundStore;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;

/**
 * Every way in which money of a payment leaves us again, or ought to: refunds, reversals, refunds that failed after
 * all; what banks cannot say in sums goes to a person. The caller has locked the attempt.
 */
public final class Reversals {

    private static final Duration OUR_MESSAGE_COMES = Duration.ofMinutes(10);
    private static final String REVERSAL = "reversal";

    private final RefundStore refunds;
    private final PaymentPosting posting;
    private final Attentions attentions;

    public Reversals(RefundStore refunds, PaymentPosting posting, Attentions attentions) {
        this.refunds = refunds;
        this.posting = posting;
        this.attentions = attentions;
    }

    /** One refund went back; late news of one that has come back since, or was booked by its total, changes nothing. */
    void refund(MerchantAccount account, PaymentAttempt attempt, ReportedOperation operation, Money amount) {
        var number = operation.event().operationId();
        boolean isOver = posting.hasReturned(attempt, number)
                || refunds.of(attempt.id()).stream()
                        .anyMatch(refund -> number.equals(refund.providerId())
                                && !refund.status().isOpen());
        if (isOver) {
            return;
        }
        var decided = refunds.of(attempt.id()).stream()
                .filter(refund -> refund.status() == RefundStatus.DONE && isIt(refund, number, amount))
                .findFirst();
        if (decided.isPresent()) {
            close(decided.get(), RefundStatus.DONE, number, operation.detail());
            return;
        }
        if (isMoreThanIsLeft(attempt, number, amount)) {
            implausible(account, attempt, amount);
            return;
        }
        posting.recordRefund(account, attempt, number, amount, operation.detail());
        refunds.of(attempt.id()).stream()
                .filter(refund -> refund.status().isOpen() && refund.amount().equals(amount))
                .forEach(refund -> close(refund, RefundStatus.DONE, number, operation.detail()));
    }

    /** News of a refund may come before those of the payment: as long as nothing came there is nothing to compare with. */
    private boolean isMoreThanIsLeft(PaymentAttempt attempt, String number, Money amount) {
        var captured = posting.captured(attempt);
        return captured.isPositive()
                && posting.bookedRefund(attempt, number).isEmpty()
                && posting.refunded(attempt).plus(amount).compareTo(captured) > 0;
    }

    /** The bank took the whole payment back: what had not gone back before goes back now. */
    void reverse(MerchantAccount account, PaymentAttempt attempt, ReportedOperation operation) {
        var rest = posting.captured(attempt).minus(posting.refunded(attempt));
        if (rest.isPositive()) {
            posting.recordRefund(account, attempt, REVERSAL, rest, operation.detail());
        }
    }

    /**
     * A refund failed: one that had been done comes back to the customer's account, one that was open is over, and one
     * that nobody had told of is entered and returned, so that late news of it changes nothing.
     *
     * @return whether we knew of it
     */
    boolean refundFailed(MerchantAccount account, PaymentAttempt attempt, ReportedOperation operation) {
        var number = operation.event().operationId();
        if (posting.hasReturned(attempt, number)) {
            return true;
        }
        var said = operation.event().amountIn(attempt.amount().currency());
        var known = refunds.of(attempt.id()).stream()
                .filter(refund -> isIt(refund, number, said))
                .findFirst();
        boolean wasDone = known.filter(refund -> refund.status() == RefundStatus.DONE || isBooked(attempt, refund))
                .isPresent();
        var booked = posting.bookedRefund(attempt, number)
                .or(() -> known.filter(refund -> wasDone).map(Refund::amount))
                .or(() -> known.isEmpty() ? bookedByTotal(attempt, said) : Optional.empty());
        booked.ifPresent(amount -> posting.returnRefund(account, attempt, number, amount, operation.detail()));
        known.ifPresent(refund ->
                close(refund, wasDone ? RefundStatus.RETURNED : RefundStatus.REFUSED, number, operation.detail()));
        if (booked.isPresent()) {
            raise(account, "refund.returned", attempt, booked.get() + " came back: " + operation.detail());
        }
        boolean isKnown = booked.isPresent() || known.isPresent();
        if (!isKnown && said != null) {
            posting.recordRefund(account, attempt, number, said, operation.detail());
            posting.returnRefund(account, attempt, number, said, operation.detail());
        }
        return isKnown || said != null;
    }

    /** A refund that staff made at the bank has no number here if the bank told of it by what went back in all. */
    private Optional<Money> bookedByTotal(PaymentAttempt attempt, @Nullable Money said) {
        var ours = refunds.of(attempt.id()).stream()
                .filter(refund -> refund.status() == RefundStatus.DONE || refund.status() == RefundStatus.RETURNED)
                .filter(refund -> refund.providerId() == null
                        || posting.bookedRefund(attempt, refund.providerId()).isEmpty())
                .map(Refund::amount)
                .toList();
        var staffs =
                posting.bookedByTotals(attempt).minus(Money.sum(attempt.amount().currency(), ours));
        return Optional.ofNullable(said).filter(amount -> amount.compareTo(staffs) <= 0);
    }

    /** One whose answer was lost may have been booked all the same, by what went back in all. */
    private boolean isBooked(PaymentAttempt attempt, Refund refund) {
        var withIt = refund.refundedBefore().plus(refund.amount());
        return refund.status().isOpen() && posting.refunded(attempt).compareTo(withIt) >= 0;
    }

    void disputed(MerchantAccount account, Optional<PaymentAttempt> attempt, ReportedOperation operation) {
        var subject = attempt.map(Reversals::subject).orElse("bank-payment:" + operation.number());
        attentions.raise(new Attention(account.branch().value(), "payment.disputed", subject, operation.detail()));
    }

    /** The bank says that a payment which we booked has no money. */
    void endedWithoutMoney(MerchantAccount account, PaymentAttempt attempt, ReportedOperation operation) {
        raise(account, "payment.ended-without-money", attempt, operation.event().stage() + ": " + operation.detail());
    }

    /**
     * The bank says that a part went back, not how much, and nobody here has asked for it. An answer that says so long
     * after a refund of ours is taken to be about that one; a message of the bank is about ours only at that time.
     */
    void refundedInPart(MerchantAccount account, PaymentAttempt attempt, ReportedOperation operation, Instant now) {
        boolean isOurs = refunds.of(attempt.id()).stream()
                .anyMatch(refund -> refund.status().isOpen()
                        || refund.requestedAt().plus(OUR_MESSAGE_COMES).isAfter(now)
                        || (refund.status() == RefundStatus.DONE && operation.source() == Source.ANSWER));
        if (!isOurs) {
            raise(account, "payment.refunded-at-bank", attempt, operation.detail());
        }
    }

    /** A sum beyond anything that a school is paid is not booked. */
    void implausible(MerchantAccount account, PaymentAttempt attempt, Money amount) {
        raise(account, "payment.amount-implausible", attempt, "The bank says " + amount);
    }

    /** The same of an order that none of our attempts has. */
    void implausible(MerchantAccount account, ReportedOperation operation, Money amount) {
        attentions.raise(new Attention(
                account.branch().value(),
                "payment.amount-implausible",
                "bank-payment:" + operation.number(),
                "The bank says " + amount));
    }

    /**
     * A refund whose answer was lost is known by its amount, because there is but one open at a time; so is one that a
     * person has said to be done, which has no number of the bank either.
     */
    private static boolean isIt(Refund refund, String number, @Nullable Money amount) {
        return number.equals(refund.providerId())
                || (refund.providerId() == null
                        && (refund.status().isOpen() || refund.status() == RefundStatus.DONE)
                        && refund.amount().equals(amount));
    }

    private void close(Refund refund, RefundStatus status, String number, String detail) {
        refunds.change(refund.id(), was -> was.apply(status, number, detail));
    }

    private void raise(MerchantAccount account, String kind, PaymentAttempt attempt, String detail) {
        attentions.raise(new Attention(account.branch().value(), kind, subject(attempt), detail));
    }

    private static String subject(PaymentAttempt attempt) {
        return "payment:" + attempt.id();
    }
}
