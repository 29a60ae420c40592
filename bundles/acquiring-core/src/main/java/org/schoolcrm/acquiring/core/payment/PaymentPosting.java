package org.schoolcrm.acquiring.core.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.acquiring.spi.PaymentLedger.BankOperation;
import org.schoolcrm.acquiring.spi.PaymentLedger.BankOperation.Kind;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Booking;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.ReceivedPayment;
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
public final class PaymentPosting {

    private static final String TOTAL = "total-";
    private static final int DETAIL_LENGTH = 500;
    private static final Duration ZONE_IS_KEPT = Duration.ofMinutes(1);

    private final PaymentLedger ledger;
    private final Billing billing;
    private final Branches branches;
    private final Clock clock;
    private final Map<BranchId, KnownZone> zones = new ConcurrentHashMap<>();

    public PaymentPosting(PaymentLedger ledger, Billing billing, Branches branches, Clock clock) {
        this.ledger = ledger;
        this.billing = billing;
        this.branches = branches;
        this.clock = clock;
    }

    /** Money that came for an attempt. */
    record Capture(MerchantAccount account, PaymentAttempt attempt, String providerId, Money money, String detail) {}

    /**
     * One payment of a bank brings money once, whatever else it calls the operation.
     *
     * @param captures each for an invoice of its own
     */
    void captureAll(List<Capture> captures) {
        var operations = new LinkedHashMap<PaymentId, Capture>();
        var entries = new ArrayList<BankOperation>();
        for (var capture : captures) {
            var operation = operation(
                    capture.account(),
                    capture.attempt(),
                    capture.providerId(),
                    Kind.PAYMENT,
                    capture.providerId(),
                    capture.money(),
                    capture.detail());
            entries.add(operation);
            operations.put(operation.id(), capture);
        }
        operations.keySet().retainAll(ledger.enterAll(entries));
        var today = new HashMap<BranchId, LocalDate>();
        var bookings = operations.values().stream()
                .map(capture -> new Booking(
                        capture.attempt().invoice(),
                        new ReceivedPayment(
                                capture.money(),
                                today.computeIfAbsent(capture.account().branch(), this::today)),
                        Actor.bank(capture.account().provider())))
                .toList();
        var booked = billing.bookAll(bookings).iterator();
        ledger.queueAll(operations.entrySet().stream()
                .map(one -> posting(one.getKey(), booked.next(), one.getValue().money()))
                .toList());
    }

    /** Takes in how much went back in all: what is new of it is taken off the customer's account. */
    public void recordRefundTotal(MerchantAccount account, PaymentAttempt attempt, Money total, String detail) {
        var more = total.minus(refunded(attempt));
        if (more.isPositive()) {
            enterRefund(account, attempt, totalNumber(attempt, total), more, detail);
        }
    }

    /** The same total can be reached once more after money of a refund came back. */
    private String totalNumber(PaymentAttempt attempt, Money total) {
        long returns = ledger.of(attempt.id()).stream()
                .filter(operation -> operation.kind() == Kind.REFUND_REVERSED)
                .count();
        return TOTAL + total.minor() + (returns == 0 ? "" : "-" + returns);
    }

    /** Takes in one refund by the bank's number of it. */
    public void recordRefund(
            MerchantAccount account, PaymentAttempt attempt, String number, Money amount, String detail) {
        enterRefund(account, attempt, number, amount, detail);
    }

    /** Takes in that the money of a refund came back: the customer has it again. */
    void returnRefund(MerchantAccount account, PaymentAttempt attempt, String number, Money amount, String detail) {
        enter(account, attempt, Kind.REFUND_REVERSED, number, amount, detail);
    }

    /** What was booked because of what went back in all, less what returned of refunds that have no entry of their own. */
    Money bookedByTotals(PaymentAttempt attempt) {
        var operations = ledger.of(attempt.id());
        var currency = attempt.amount().currency();
        var totals = operations.stream()
                .filter(operation -> operation.kind() == Kind.REFUND
                        && operation.operationId().startsWith(TOTAL))
                .map(BankOperation::amount)
                .toList();
        var returned = operations.stream()
                .filter(operation -> operation.kind() == Kind.REFUND_REVERSED)
                .filter(operation ->
                        bookedRefund(attempt, operation.operationId()).isEmpty())
                .map(BankOperation::amount)
                .toList();
        return Money.sum(currency, totals).minus(Money.sum(currency, returned));
    }

    /** What was booked since then because of what went back in all: a refund whose answer was lost may be in it. */
    public Money bookedByTotals(PaymentAttempt attempt, Instant since) {
        return sum(
                attempt,
                operation -> operation.kind() == Kind.REFUND
                        && operation.operationId().startsWith(TOTAL)
                        && !operation.at().isBefore(since));
    }

    /** Whether the money of the refund that the bank calls so has come back to us. */
    boolean hasReturned(PaymentAttempt attempt, String number) {
        return ledger.of(attempt.id()).stream()
                .anyMatch(operation -> operation.kind() == Kind.REFUND_REVERSED
                        && operation.operationId().equals(number));
    }

    /** What was booked of the refund that the bank calls so. */
    Optional<Money> bookedRefund(PaymentAttempt attempt, String number) {
        return ledger.of(attempt.id()).stream()
                .filter(operation -> operation.kind() == Kind.REFUND)
                .filter(operation -> operation.operationId().equals(number))
                .map(BankOperation::amount)
                .findFirst();
    }

    /** What went back and has not returned. */
    public Money refunded(PaymentAttempt attempt) {
        return sum(attempt, Kind.REFUND).minus(sum(attempt, Kind.REFUND_REVERSED));
    }

    public Money captured(PaymentAttempt attempt) {
        return sum(attempt, Kind.PAYMENT);
    }

    /** What one payment of the bank brought: an attempt that was paid twice has two. */
    Money captured(PaymentAttempt attempt, String providerId) {
        return sum(
                attempt,
                operation -> operation.kind() == Kind.PAYMENT
                        && operation.providerId().equals(providerId));
    }

    /** Holds money that belongs to nobody that we know. */
    void recordUnallocated(MerchantAccount account, ReportedOperation operation, Money money) {
        boolean isTest = account.live() && !operation.event().live();
        var mode = operation.event().live() == account.live() ? "" : "other mode: ";
        ledger.enter(new BankOperation(
                ledger.newId(),
                account.branch(),
                account.id(),
                operation.number(),
                Kind.PAYMENT,
                operation.number(),
                money,
                null,
                null,
                isTest,
                cut("order " + operation.orderId() + ": " + mode + operation.detail()),
                clock.now()));
    }

    /** Books the money on the invoice and queues its way to the customer's account. */
    public void allocate(PaymentId payment, BranchId branch, InvoiceId id, Money money, Actor actor) {
        var invoice = billing.book(id, new ReceivedPayment(money, today(branch)), actor);
        ledger.queue(posting(payment, invoice, money));
    }

    private void enterRefund(
            MerchantAccount account, PaymentAttempt attempt, String number, Money amount, String detail) {
        enter(account, attempt, Kind.REFUND, number, amount, detail);
    }

    private void enter(
            MerchantAccount account, PaymentAttempt attempt, Kind kind, String number, Money amount, String detail) {
        var payment = attempt.providerId() == null ? attempt.orderId() : attempt.providerId();
        var operation = operation(account, attempt, payment, kind, number, amount, detail);
        if (ledger.enter(operation)) {
            var back = kind == Kind.REFUND ? amount : amount.negated();
            var invoice = billing.refund(attempt.invoice(), back, Actor.bank(account.provider()));
            ledger.queue(posting(operation.id(), invoice, back.negated()));
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
                false,
                cut(detail),
                clock.now());
    }

    /** The CRM is asked for a branch's zone once a minute, and not by each payment while rows are locked. */
    private LocalDate today(BranchId branch) {
        var now = clock.now();
        var known = zones.get(branch);
        if (known == null || !known.until().isAfter(now)) {
            known = new KnownZone(branches.find(branch).orElseThrow().zone(), now.plus(ZONE_IS_KEPT));
            zones.put(branch, known);
        }
        return LocalDate.ofInstant(now, known.zone());
    }

    private record KnownZone(ZoneId zone, Instant until) {}

    private Posting posting(PaymentId payment, Invoice invoice, Money money) {
        return new Posting(
                payment, invoice.branch(), invoice.customer(), invoice.account(), money, clock.now(), invoice.number());
    }

    private Money sum(PaymentAttempt attempt, Kind kind) {
        return sum(attempt, operation -> operation.kind() == kind);
    }

    private Money sum(PaymentAttempt attempt, Predicate<BankOperation> counts) {
        return Money.sum(
                attempt.amount().currency(),
                ledger.of(attempt.id()).stream()
                        .filter(counts)
                        .map(BankOperation::amount)
                        .toList());
    }

    private static String cut(String detail) {
        return detail.substring(0, Math.min(DETAIL_LENGTH, detail.length()));
    }
}
