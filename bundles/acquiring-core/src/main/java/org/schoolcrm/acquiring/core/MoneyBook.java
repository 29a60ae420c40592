package org.schoolcrm.acquiring.core;

import java.time.LocalDate;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.acquiring.spi.PaymentLedger.BankOperation;
import org.schoolcrm.acquiring.spi.PaymentLedger.BankOperation.Kind;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.Receipt;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Clock;

/**
 * Enters what banks moved, each operation once, and passes it on to the invoice and the CRM. The caller has locked the
 * attempt.
 */
public final class MoneyBook {

    private static final int WORDS = 500;

    private final PaymentLedger ledger;
    private final Billing billing;
    private final Branches branches;
    private final Clock clock;

    public MoneyBook(PaymentLedger ledger, Billing billing, Branches branches, Clock clock) {
        this.ledger = ledger;
        this.billing = billing;
        this.branches = branches;
        this.clock = clock;
    }

    /** One payment of a bank brings money once, whatever else it calls the operation. */
    void credit(MerchantAccount account, PaymentAttempt attempt, String providerId, Money money, String detail) {
        var operation = operation(account, attempt, providerId, Kind.PAYMENT, providerId, money, detail);
        if (ledger.enter(operation)) {
            toInvoice(operation.id(), account.branch(), attempt.invoice(), money, Actor.bank(account.provider()));
        }
    }

    /** Takes in how much went back in all: what is new of it is taken off the customer's account. */
    void refundedInAll(MerchantAccount account, PaymentAttempt attempt, Money total, String detail) {
        var more = total.minus(refunded(attempt));
        if (more.isPositive()) {
            takeBack(account, attempt, "total-" + total.minor(), more, detail);
        }
    }

    /** Takes in one refund by the bank's number of it. */
    void refundedByNumber(MerchantAccount account, PaymentAttempt attempt, String number, Money amount, String detail) {
        takeBack(account, attempt, number, amount, detail);
    }

    Money refunded(PaymentAttempt attempt) {
        return sum(attempt, Kind.REFUND);
    }

    Money captured(PaymentAttempt attempt) {
        return sum(attempt, Kind.PAYMENT);
    }

    /** Holds money that belongs to nobody that we know. */
    void hold(MerchantAccount account, String providerId, String order, Money money, String detail) {
        ledger.enter(new BankOperation(
                ledger.newId(),
                account.branch(),
                account.id(),
                providerId,
                Kind.PAYMENT,
                providerId,
                money,
                null,
                null,
                cut("order " + order + ": " + detail),
                clock.now()));
    }

    /** Books the money on the invoice and queues its way to the customer's account. */
    void toInvoice(PaymentId payment, BranchId branch, InvoiceId id, Money money, Actor actor) {
        var zone = branches.find(branch).orElseThrow().zone();
        var receipt = new Receipt(money, LocalDate.ofInstant(clock.now(), zone));
        post(payment, billing.book(id, receipt, actor), money);
    }

    private void takeBack(MerchantAccount account, PaymentAttempt attempt, String number, Money amount, String detail) {
        var payment = attempt.providerId() == null ? attempt.orderId() : attempt.providerId();
        var operation = operation(account, attempt, payment, Kind.REFUND, number, amount, detail);
        if (ledger.enter(operation)) {
            post(operation.id(), billing.find(attempt.invoice()).orElseThrow(), amount.negated());
        }
    }

    private BankOperation operation(
            MerchantAccount account,
            PaymentAttempt attempt,
            String providerId,
            Kind kind,
            String number,
            Money money,
            String detail) {
        return new BankOperation(
                ledger.newId(),
                account.branch(),
                account.id(),
                providerId,
                kind,
                number,
                money,
                attempt.id(),
                attempt.invoice(),
                cut(detail),
                clock.now());
    }

    private void post(PaymentId payment, Invoice invoice, Money money) {
        ledger.queue(new Posting(
                payment,
                invoice.branch(),
                invoice.customer(),
                invoice.account(),
                money,
                clock.now(),
                invoice.number()));
    }

    private Money sum(PaymentAttempt attempt, Kind kind) {
        return Money.sum(
                attempt.amount().currency(),
                ledger.of(attempt.id()).stream()
                        .filter(operation -> operation.kind() == kind)
                        .map(BankOperation::amount)
                        .toList());
    }

    private static String cut(String words) {
        return words.substring(0, Math.min(WORDS, words.length()));
    }
}
