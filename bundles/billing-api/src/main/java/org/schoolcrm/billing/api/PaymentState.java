package org.schoolcrm.billing.api;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * How far the payment of an invoice is: all that steps of the invoice change.
 *
 * @param paid what has been booked so far, refunds not taken off
 * @param repeatable whether it may be paid again once paid (R029)
 * @param paidUnder under whose details it was paid, the last time if more than once (R057)
 */
@CheckReturnValue
public record PaymentState(
        InvoiceStatus status,
        Money paid,
        boolean repeatable,
        Set<InvoiceFlag> flags,
        @Nullable IssuerVersion paidUnder) {

    public PaymentState {
        flags = Set.copyOf(flags);
    }

    /** Of an invoice for that amount on which nothing has been paid yet. */
    public static PaymentState unpaid(Money amount, boolean repeatable) {
        var nothing = Money.zero(amount.currency());
        return new PaymentState(InvoiceStatus.AWAITING_PAYMENT, nothing, repeatable, Set.of(), null);
    }

    PaymentState book(ReceivedPayment payment, Money amount, PaymentTerm term) {
        var total = paid.plus(payment.amount());
        var raised = EnumSet.noneOf(InvoiceFlag.class);
        raised.addAll(flags);
        switch (status) {
            case AWAITING_PAYMENT -> {
                if (term.isOver(payment.day())) {
                    raised.add(InvoiceFlag.PAID_LATE);
                }
            }
            case PAID -> {
                if (!repeatable) {
                    raised.add(InvoiceFlag.PAID_TWICE);
                }
            }
            case ARCHIVED -> raised.add(InvoiceFlag.PAID_AFTER_ARCHIVE);
        }
        if (!isPaid() && total.compareTo(amount) > 0) {
            raised.add(InvoiceFlag.OVERPAID);
        }
        var booked = new PaymentState(status, total, repeatable, raised, paidUnder);
        return !isPaid() && total.compareTo(amount) >= 0 ? booked.become(InvoiceStatus.PAID) : booked;
    }

    PaymentState under(@Nullable IssuerVersion inForce) {
        return isPaid() ? new PaymentState(status, paid, repeatable, flags, inForce) : this;
    }

    PaymentState archived() {
        return become(InvoiceStatus.ARCHIVED);
    }

    PaymentState closed() {
        return new PaymentState(status, paid, false, flags, paidUnder);
    }

    Optional<BillingProblem> objectionToArchiving() {
        return switch (status) {
            case AWAITING_PAYMENT -> Optional.empty();
            case PAID -> Optional.of(BillingProblem.INVOICE_IS_PAID);
            case ARCHIVED -> Optional.of(BillingProblem.INVOICE_IS_ARCHIVED);
        };
    }

    Money stillDue(Money amount) {
        return isPaid() ? amount : amount.minus(paid).max(Money.zero(amount.currency()));
    }

    Payability payability(PaymentTerm term, LocalDate today) {
        if (status == InvoiceStatus.ARCHIVED || flags.contains(InvoiceFlag.PAID_AFTER_ARCHIVE)) {
            return Payability.ARCHIVED;
        }
        if (isPaid() && !repeatable) {
            return Payability.PAID;
        }
        if (!term.hasBegun(today)) {
            return Payability.NOT_YET;
        }
        return term.isOver(today) ? Payability.EXPIRED : Payability.PAYABLE;
    }

    boolean isAwaiting() {
        return status == InvoiceStatus.AWAITING_PAYMENT;
    }

    boolean isPaid() {
        return status == InvoiceStatus.PAID;
    }

    private PaymentState become(InvoiceStatus next) {
        if (!status.canBecome(next)) {
            throw new IllegalStateException("An invoice cannot go from " + status + " to " + next);
        }
        return new PaymentState(next, paid, repeatable, flags, paidUnder);
    }
}
