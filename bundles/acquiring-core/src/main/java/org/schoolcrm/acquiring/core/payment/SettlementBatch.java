package org.schoolcrm.acquiring.core.payment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.AttemptStore.Order;
import org.schoolcrm.money.Money;

/** The attempts that one settlement has locked, and what it is about to write of them, each kind as one batch. */
final class SettlementBatch {

    private final AttemptStore attempts;
    private final PaymentPosting posting;
    private final Map<ReportedOperation, Order> orders;
    private final Map<Order, PaymentAttempt> locked;
    private final Map<AttemptId, PaymentAttempt> changed = new LinkedHashMap<>();
    private final List<PaymentPosting.Capture> captures = new ArrayList<>();
    private final List<Runnable> refunds = new ArrayList<>();

    private SettlementBatch(
            AttemptStore attempts,
            PaymentPosting posting,
            Map<ReportedOperation, Order> orders,
            Map<Order, PaymentAttempt> locked) {
        this.attempts = attempts;
        this.posting = posting;
        this.orders = orders;
        this.locked = locked;
    }

    /** Locks the attempts that the reports may change, all in one order; hints change nothing and lock nothing. */
    static SettlementBatch lock(AttemptStore attempts, PaymentPosting posting, List<PaymentReport> reports) {
        var orders = new IdentityHashMap<ReportedOperation, Order>();
        var toLock = new LinkedHashSet<Order>();
        for (var report : reports) {
            for (var operation : report.operations()) {
                if (operation.isAboutAttempt()) {
                    orderOf(attempts, report.account(), operation).ifPresent(order -> {
                        orders.put(operation, order);
                        if (!operation.isHint()) {
                            toLock.add(order);
                        }
                    });
                }
            }
        }
        return new SettlementBatch(
                attempts, posting, orders, toLock.isEmpty() ? Map.of() : new HashMap<>(attempts.lockAll(toLock)));
    }

    /** A bank that does not repeat our number names the payment by its own. */
    private static Optional<Order> orderOf(
            AttemptStore attempts, MerchantAccount account, ReportedOperation operation) {
        if (!operation.orderId().isEmpty()) {
            return Optional.of(new Order(account.id(), operation.orderId()));
        }
        return operation.providerId().isEmpty()
                ? Optional.empty()
                : attempts.findByProvider(account.id(), operation.providerId())
                        .map(found -> new Order(found.account(), found.orderId()));
    }

    /** The attempt that an operation is about, as it is stored. */
    static Optional<PaymentAttempt> find(AttemptStore attempts, MerchantAccount account, ReportedOperation operation) {
        return orderOf(attempts, account, operation)
                .flatMap(order -> attempts.findByOrder(order.account(), order.id()));
    }

    /** The attempt as this settlement leaves it so far; for a hint as it is stored. */
    Optional<PaymentAttempt> attemptOf(ReportedOperation operation) {
        var order = Optional.ofNullable(orders.get(operation));
        return operation.isHint()
                ? order.flatMap(one -> attempts.findByOrder(one.account(), one.id()))
                : order.map(locked::get);
    }

    void change(ReportedOperation operation, PaymentAttempt before, PaymentAttempt after) {
        if (!after.equals(before)) {
            changed.put(after.id(), after);
            locked.put(orders.get(operation), after);
        }
    }

    void capture(MerchantAccount account, PaymentAttempt attempt, ReportedOperation operation, Money money) {
        captures.add(new PaymentPosting.Capture(account, attempt, operation.providerId(), money, operation.detail()));
    }

    /** To be taken in after the captures. */
    void refundTotal(MerchantAccount account, PaymentAttempt attempt, Money total, String detail) {
        refunds.add(() -> posting.recordRefundTotal(account, attempt, total, detail));
    }

    /** All that the payment brought, whatever sum the bank names when nothing is left of it. */
    void refundAll(MerchantAccount account, PaymentAttempt attempt, String providerId, String detail) {
        refunds.add(() -> posting.recordRefundTotal(account, attempt, posting.captured(attempt, providerId), detail));
    }

    void write() {
        if (!changed.isEmpty()) {
            attempts.saveAll(List.copyOf(changed.values()));
        }
        if (!captures.isEmpty()) {
            posting.captureAll(captures);
        }
        refunds.forEach(Runnable::run);
        changed.clear();
        captures.clear();
        refunds.clear();
    }
}
