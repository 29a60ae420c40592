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
 * @param refunded what went back of it
 * @param repeatable whether it may be paid again once paid (R029)
 * @param raised what was noticed when money came, whatever became of it since
 * @param paidUnder under whose details it was paid, the last time if more than once (R057)
 */
@CheckReturnValue
public record PaymentState(
        InvoiceStatus status,
        Money paid,
        Money refunded,
        boolean repeatable,
        Set<InvoiceFlag> raised,
        @Nullable IssuerVersion paidUnder) {

    public PaymentState {
        raised = Set.copyOf(raised);
    }

    /** Of an invoice for that amount on which nothing has been paid yet. */
    public static PaymentState unpaid(Money amount, boolean repeatable) {
        var nothing = Money.zero(amount.currency());
        return new PaymentState(InvoiceStatus.AWAITING_PAYMENT, nothing, nothing, repeatable, Set.of(), null);
    }

    PaymentState book(ReceivedPayment payment, Money amount, PaymentTerm term) {
        if (payment.amount().isZero()) {
            return this;
        }
        var noticed = EnumSet.noneOf(InvoiceFlag.class);
        switch (status) {
            case AWAITING_PAYMENT -> {
                if (term.isOver(payment.day())) {
                    noticed.add(InvoiceFlag.PAID_LATE);
                }
            }
            case PAID -> {
                if (!repeatable) {
                    noticed.add(InvoiceFlag.PAID_TWICE);
                }
            }
            case ARCHIVED -> noticed.add(InvoiceFlag.PAID_AFTER_ARCHIVE);
        }
        return with(paid.plus(payment.amount()), refunded).raise(noticed).paidIfCovered(amount);
    }

    /** Negative for a refund that did not happen after all: it may make the invoice paid, or paid too much. */
    PaymentState refund(Money back, Money amount) {
        var next = with(paid, refunded.plus(back)).paidIfCovered(amount);
        boolean surplusReturned =
                back.isNegative() && isPaid() && !repeatable && next.net().compareTo(amount) > 0;
        return surplusReturned && !raised.contains(InvoiceFlag.PAID_TWICE)
                ? next.raise(EnumSet.of(InvoiceFlag.OVERPAID))
                : next;
    }

    PaymentState under(@Nullable IssuerVersion inForce) {
        return isPaid() ? new PaymentState(status, paid, refunded, repeatable, raised, inForce) : this;
    }

    PaymentState archived() {
        return become(InvoiceStatus.ARCHIVED);
    }

    PaymentState closed() {
        return new PaymentState(status, paid, refunded, false, raised, paidUnder);
    }

    Optional<BillingProblem> objectionToArchiving() {
        return switch (status) {
            case AWAITING_PAYMENT -> Optional.empty();
            case PAID -> Optional.of(BillingProblem.INVOICE_IS_PAID);
            case ARCHIVED -> Optional.of(BillingProblem.INVOICE_IS_ARCHIVED);
        };
    }

    Money stillDue(Money amount) {
        var nothing = Money.zero(amount.currency());
        return switch (status) {
            case AWAITING_PAYMENT -> amount.minus(net()).max(nothing);
            case PAID -> repeatable && !isLinkDead() ? amount : nothing;
            case ARCHIVED -> nothing;
        };
    }

    Payability payability(PaymentTerm term, LocalDate today) {
        if (isLinkDead()) {
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

    /** What was booked and did not go back. */
    Money net() {
        return paid.minus(refunded);
    }

    /** What a person should know now: too much money is no longer worth a word once it went back. */
    Set<InvoiceFlag> flags(Money amount) {
        if (!refunded.isPositive()) {
            return raised;
        }
        var shown = EnumSet.noneOf(InvoiceFlag.class);
        shown.addAll(raised);
        if (net().compareTo(amount) <= 0) {
            shown.removeAll(EnumSet.of(InvoiceFlag.OVERPAID, InvoiceFlag.PAID_TWICE));
        }
        if (isAwaiting()) {
            return shown;
        }
        if (!net().isPositive()) {
            shown.add(InvoiceFlag.REFUNDED);
        } else if (repeatable || net().compareTo(amount) < 0) {
            shown.add(InvoiceFlag.PARTLY_REFUNDED);
        }
        return shown;
    }

    boolean isAwaiting() {
        return status == InvoiceStatus.AWAITING_PAYMENT;
    }

    boolean isPaid() {
        return status == InvoiceStatus.PAID;
    }

    /** Money that came after the archive is booked, but nobody is asked for more by that link. */
    private boolean isLinkDead() {
        return status == InvoiceStatus.ARCHIVED || raised.contains(InvoiceFlag.PAID_AFTER_ARCHIVE);
    }

    private PaymentState paidIfCovered(Money amount) {
        int surplus = net().compareTo(amount);
        if (isPaid() || surplus < 0) {
            return this;
        }
        var paidInFull = become(InvoiceStatus.PAID);
        return surplus > 0 ? paidInFull.raise(EnumSet.of(InvoiceFlag.OVERPAID)) : paidInFull;
    }

    private PaymentState raise(Set<InvoiceFlag> noticed) {
        var all = EnumSet.copyOf(noticed);
        all.addAll(raised);
        return new PaymentState(status, paid, refunded, repeatable, all, paidUnder);
    }

    private PaymentState with(Money paidInAll, Money refundedInAll) {
        return new PaymentState(status, paidInAll, refundedInAll, repeatable, raised, paidUnder);
    }

    private PaymentState become(InvoiceStatus next) {
        if (!status.canBecome(next)) {
            throw new IllegalStateException("An invoice cannot go from " + status + " to " + next);
        }
        return new PaymentState(next, paid, refunded, repeatable, raised, paidUnder);
    }
}
