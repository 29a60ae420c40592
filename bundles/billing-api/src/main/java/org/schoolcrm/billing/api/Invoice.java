package org.schoolcrm.billing.api;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;

/**
 * A request for payment. Never changes in place: each step returns the next invoice.
 *
 * @param number for people: unique in its branch and year
 * @param run the mailing run that issued it, null when made by hand
 * @param repeatable whether it may be paid again once paid (R029)
 * @param paid what has been booked so far, refunds not taken off
 * @param paidUnder under whose details it was paid, the last time if more than once (R057)
 */
@CheckReturnValue
public record Invoice(
        InvoiceId id,
        String number,
        BranchId branch,
        CustomerId customer,
        AccountId account,
        @Nullable Long run,
        CalculationMethod method,
        Money amount,
        DateRange period,
        PaymentTerm term,
        boolean repeatable,
        InvoiceStatus status,
        Money paid,
        Set<InvoiceFlag> flags,
        Instant issuedAt,
        @Nullable IssuerVersion paidUnder) {

    public Invoice {
        flags = Set.copyOf(flags);
    }

    /** One that was never paid. */
    public Invoice(
            InvoiceId id,
            String number,
            BranchId branch,
            CustomerId customer,
            AccountId account,
            @Nullable Long run,
            CalculationMethod method,
            Money amount,
            DateRange period,
            PaymentTerm term,
            boolean repeatable,
            InvoiceStatus status,
            Money paid,
            Set<InvoiceFlag> flags,
            Instant issuedAt) {
        this(
                id,
                number,
                branch,
                customer,
                account,
                run,
                method,
                amount,
                period,
                term,
                repeatable,
                status,
                paid,
                flags,
                issuedAt,
                null);
    }

    /** Books money that has arrived, whatever the state: money that exists is never refused (forecast-rules.md 6). */
    public Invoice book(ReceivedPayment receipt) {
        var total = paid.plus(receipt.amount());
        var raised = EnumSet.noneOf(InvoiceFlag.class);
        raised.addAll(flags);
        switch (status) {
            case AWAITING_PAYMENT -> {
                if (term.isOver(receipt.day())) {
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
        if (status != InvoiceStatus.PAID && total.compareTo(amount) > 0) {
            raised.add(InvoiceFlag.OVERPAID);
        }
        boolean settled = status != InvoiceStatus.PAID && total.compareTo(amount) >= 0;
        return with(settled ? InvoiceStatus.PAID : status, total, raised, repeatable);
    }

    /** Keeps, once paid, whose details hold now (R057). */
    public Invoice under(@Nullable IssuerVersion inForce) {
        return status == InvoiceStatus.PAID ? with(status, paid, flags, repeatable, inForce) : this;
    }

    /** Takes the link out of use for good (R065, R068, R070). */
    public Invoice archive() {
        objectionToArchiving().ifPresent(problem -> {
            throw problem.refuse(number);
        });
        return with(InvoiceStatus.ARCHIVED, paid, flags, repeatable);
    }

    /** Why the invoice cannot be archived, if it cannot. */
    public Optional<BillingProblem> objectionToArchiving() {
        return switch (status) {
            case AWAITING_PAYMENT -> Optional.empty();
            case PAID -> Optional.of(BillingProblem.INVOICE_IS_PAID);
            case ARCHIVED -> Optional.of(BillingProblem.INVOICE_IS_ARCHIVED);
        };
    }

    /** Ends repeated payment of an invoice that is paid: it cannot be archived, but its link must close (A6). */
    public Invoice close() {
        if (status != InvoiceStatus.PAID || !repeatable) {
            throw BillingProblem.INVOICE_IS_NOT_REPEATABLE.refuse(number);
        }
        return with(status, paid, flags, false);
    }

    /** What the next payment should bring: the rest of a part payment, or the whole again when it is repeatable. */
    public Money stillDue() {
        return status == InvoiceStatus.PAID ? amount : amount.minus(paid).max(Money.zero(amount.currency()));
    }

    public boolean isExpired(LocalDate today) {
        return status == InvoiceStatus.AWAITING_PAYMENT && term.isOver(today);
    }

    public boolean isPartlyPaid() {
        return status == InvoiceStatus.AWAITING_PAYMENT && paid.isPositive();
    }

    /** Whether the link leads to a payment today, in the order of forecast-rules.md 6. */
    public Payability payability(LocalDate today) {
        if (status == InvoiceStatus.ARCHIVED || flags.contains(InvoiceFlag.PAID_AFTER_ARCHIVE)) {
            return Payability.ARCHIVED;
        }
        if (status == InvoiceStatus.PAID && !repeatable) {
            return Payability.PAID;
        }
        if (!term.hasBegun(today)) {
            return Payability.NOT_YET;
        }
        return term.isOver(today) ? Payability.EXPIRED : Payability.PAYABLE;
    }

    private Invoice with(InvoiceStatus next, Money nextPaid, Set<InvoiceFlag> nextFlags, boolean payableAgain) {
        return with(next, nextPaid, nextFlags, payableAgain, paidUnder);
    }

    private Invoice with(
            InvoiceStatus next,
            Money nextPaid,
            Set<InvoiceFlag> nextFlags,
            boolean payableAgain,
            @Nullable IssuerVersion issuer) {
        if (next != status && !status.canBecome(next)) {
            throw new IllegalStateException("Invoice " + id + " cannot go from " + status + " to " + next);
        }
        return new Invoice(
                id,
                number,
                branch,
                customer,
                account,
                run,
                method,
                amount,
                period,
                term,
                payableAgain,
                next,
                nextPaid,
                nextFlags,
                issuedAt,
                issuer);
    }
}
