package org.schoolcrm.billing.api;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.time.LocalDate;
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
 */
@CheckReturnValue
public record Invoice(
        InvoiceId id,
        String number,
        BilledAccount billed,
        InvoicedAmount invoiced,
        PaymentTerm term,
        PaymentState payment,
        Issuance issuance) {

    /** Books money that has arrived, whatever the state: money that exists is never refused (forecast-rules.md 6). */
    public Invoice book(ReceivedPayment received) {
        return with(payment.book(received, amount(), term));
    }

    /**
     * Takes off money that went back to the payer.
     *
     * @param back negative when a refund that was taken off before did not happen after all
     */
    public Invoice refund(Money back) {
        return with(payment.refund(back, amount()));
    }

    /** Keeps, once paid, whose details hold now (R057). */
    public Invoice under(@Nullable IssuerVersion inForce) {
        return with(payment.under(inForce));
    }

    /** Takes the link out of use for good (R065, R068, R070). */
    public Invoice archive() {
        objectionToArchiving().ifPresent(problem -> {
            throw problem.refuse(number);
        });
        return with(payment.archived());
    }

    /** Why the invoice cannot be archived, if it cannot. */
    public Optional<BillingProblem> objectionToArchiving() {
        return payment.objectionToArchiving();
    }

    /** Ends repeated payment of an invoice that is paid: it cannot be archived, but its link must close (A6). */
    public Invoice close() {
        if (!payment.isPaid() || !repeatable()) {
            throw BillingProblem.INVOICE_IS_NOT_REPEATABLE.refuse(number);
        }
        return with(payment.closed());
    }

    /**
     * What the next payment should bring: all that is missing, what went back included, or the whole again when it is
     * repeatable; nothing once paid or archived.
     */
    public Money stillDue() {
        return payment.stillDue(amount());
    }

    public boolean isExpired(LocalDate today) {
        return payment.isAwaiting() && term.isOver(today);
    }

    public boolean isPartlyPaid() {
        return payment.isAwaiting() && net().isPositive();
    }

    /** Whether the link leads to a payment today, in the order of forecast-rules.md 6. */
    public Payability payability(LocalDate today) {
        return payment.payability(term, today);
    }

    public BranchId branch() {
        return billed.branch();
    }

    public CustomerId customer() {
        return billed.customer();
    }

    public AccountId account() {
        return billed.account();
    }

    public CalculationMethod method() {
        return invoiced.method();
    }

    public Money amount() {
        return invoiced.amount();
    }

    public DateRange period() {
        return invoiced.period();
    }

    public InvoiceStatus status() {
        return payment.status();
    }

    public Money paid() {
        return payment.paid();
    }

    public Money refunded() {
        return payment.refunded();
    }

    /** What the school has of it: what was booked and did not go back. */
    public Money net() {
        return payment.net();
    }

    public boolean repeatable() {
        return payment.repeatable();
    }

    public Set<InvoiceFlag> flags() {
        return payment.flags(amount());
    }

    public @Nullable IssuerVersion paidUnder() {
        return payment.paidUnder();
    }

    public Instant issuedAt() {
        return issuance.at();
    }

    private Invoice with(PaymentState next) {
        return new Invoice(id, number, billed, invoiced, term, next, issuance);
    }
}
