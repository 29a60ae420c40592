package org.schoolcrm.acquiring.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.AttemptStatus;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.billing.api.InvoiceId;

/** Attempts in memory, with bugs on request. */
final class SimulatedAttempts implements AttemptStore {

    private final SimulatedTables tables;

    SimulatedAttempts(SimulatedTables tables) {
        this.tables = tables;
    }

    @Override
    public AttemptId newId() {
        return new AttemptId(tables.nextId());
    }

    @Override
    public void add(PaymentAttempt attempt) {
        tables.change();
        if (!tables.has(Sabotage.NO_ATTEMPT_ROW) || tables.state.attempts.isEmpty()) {
            tables.state.attempts.put(attempt.id(), attempt);
        }
    }

    @Override
    public Optional<PaymentAttempt> find(AttemptId id) {
        return Optional.ofNullable(tables.state.attempts.get(id));
    }

    @Override
    public Optional<PaymentAttempt> findByOrder(MerchantAccountId account, String orderId) {
        var found = tables.state.attempts.values().stream()
                .filter(one -> one.account().equals(account) && one.orderId().equals(orderId))
                .findFirst();
        return found.isEmpty() && tables.has(Sabotage.UNKNOWN_ORDER_CREDITED)
                ? tables.state.attempts.values().stream().findFirst()
                : found;
    }

    @Override
    public Optional<PaymentAttempt> findByProvider(MerchantAccountId account, String providerId) {
        return of(providerId)
                .findFirst()
                .or(() -> Optional.ofNullable(tables.state.aliases.get(account + " " + providerId))
                        .flatMap(this::find));
    }

    @Override
    public void addAlias(MerchantAccountId account, String alias, AttemptId attempt) {
        tables.change();
        tables.state.aliases.putIfAbsent(account + " " + alias, attempt);
    }

    private Stream<PaymentAttempt> of(String providerId) {
        return tables.state.attempts.values().stream().filter(one -> providerId.equals(one.providerId()));
    }

    @Override
    public List<PaymentAttempt> of(InvoiceId invoice) {
        return tables.state.attempts.values().stream()
                .filter(one -> one.invoice().equals(invoice))
                .toList();
    }

    @Override
    public Optional<PaymentAttempt> latestOf(InvoiceId invoice) {
        return tables.state.attempts.values().stream()
                .filter(one -> one.invoice().equals(invoice))
                .max(Comparator.comparing(one -> one.id().value()));
    }

    /** Histories follow a payment at any moment; how often a payer may ask is no matter of theirs. */
    @Override
    public boolean beginQuery(AttemptId id, Instant now, Duration pause) {
        return true;
    }

    @Override
    public Optional<PaymentAttempt> change(AttemptId id, UnaryOperator<PaymentAttempt> step) {
        tables.change();
        var was = tables.state.attempts.get(id);
        if (was == null) {
            return Optional.empty();
        }
        var next = step.apply(was);
        if (!tables.has(Sabotage.ATTEMPT_NOT_SAVED) || next.status() != AttemptStatus.CAPTURED) {
            tables.state.attempts.put(id, next);
        }
        return Optional.of(next);
    }

    @Override
    public Map<Order, PaymentAttempt> lockAll(Collection<Order> orders) {
        var locked = AttemptStore.super.lockAll(orders);
        if (tables.has(Sabotage.LATE_FAILURE_WINS)) {
            locked.replaceAll((order, attempt) ->
                    attempt.status() == AttemptStatus.CAPTURED ? withoutItsCapture(attempt) : attempt);
        }
        return locked;
    }

    @Override
    public void saveAll(List<PaymentAttempt> locked) {
        AttemptStore.super.saveAll(locked.stream()
                .filter(attempt -> !tables.has(Sabotage.LATE_FAILURE_WINS)
                        || !wasCaptured(attempt.id())
                        || attempt.status() == AttemptStatus.DECLINED)
                .toList());
    }

    private boolean wasCaptured(AttemptId id) {
        return tables.state.operations.stream().anyMatch(operation -> id.equals(operation.attempt()));
    }

    private static PaymentAttempt withoutItsCapture(PaymentAttempt was) {
        return new PaymentAttempt(
                was.id(),
                was.account(),
                was.invoice(),
                was.orderId(),
                was.amount(),
                AttemptStatus.INTENT,
                was.providerId(),
                was.payAt(),
                "",
                was.startedAt(),
                was.validUntil(),
                was.receipt());
    }
}
