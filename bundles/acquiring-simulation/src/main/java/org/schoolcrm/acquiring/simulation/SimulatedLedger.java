package org.schoolcrm.acquiring.simulation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.Credit;
import org.schoolcrm.acquiring.spi.PaymentLedger;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Posting;

/** The ledger in memory, with bugs on request. */
final class SimulatedLedger implements PaymentLedger {

    private final SimulatedTables tables;

    SimulatedLedger(SimulatedTables tables) {
        this.tables = tables;
    }

    @Override
    public PaymentId newId() {
        return new PaymentId(tables.nextId());
    }

    @Override
    public boolean enter(BankOperation operation) {
        tables.change();
        if (tables.has(Sabotage.REFUND_NOT_ENTERED) && operation.kind() == BankOperation.Kind.REFUND) {
            return false;
        }
        if (tables.has(Sabotage.UNKNOWN_ORDER_DROPPED) && operation.attempt() == null) {
            return false;
        }
        boolean present = tables.state.operations.stream()
                .anyMatch(one -> one.account().equals(operation.account())
                        && one.providerId().equals(operation.providerId())
                        && one.kind() == operation.kind()
                        && one.operationId().equals(operation.operationId()));
        if (present && !tables.has(Sabotage.NO_UNIQUE_KEY)) {
            return false;
        }
        return tables.state.operations.add(operation);
    }

    @Override
    public List<BankOperation> of(AttemptId attempt) {
        return tables.state.operations.stream()
                .filter(one -> attempt.equals(one.attempt()))
                .filter(one -> !tables.has(Sabotage.LEDGER_FORGETS) || one.kind() == BankOperation.Kind.PAYMENT)
                .toList();
    }

    @Override
    public List<BankOperation> unassigned(BranchId branch) {
        return tables.state.operations.stream()
                .filter(one -> one.attempt() == null && !tables.state.assigned.contains(one.id()))
                .toList();
    }

    @Override
    public Optional<BankOperation> find(PaymentId id) {
        return tables.state.operations.stream()
                .filter(one -> one.id().equals(id))
                .findFirst();
    }

    @Override
    public boolean assign(PaymentId id, InvoiceId invoice, AttemptId attempt, Instant at) {
        return tables.state.assigned.add(id);
    }

    @Override
    public void queue(Posting posting) {
        tables.change();
        if (!tables.has(Sabotage.POSTING_LOST)) {
            tables.state.queued.put(posting.id(), bent(posting));
        }
    }

    private Posting bent(Posting posting) {
        var amount = tables.has(Sabotage.REFUND_POSTED_UP) && posting.amount().isNegative()
                ? posting.amount().negated()
                : posting.amount();
        var customer = tables.has(Sabotage.WRONG_CUSTOMER)
                ? new CustomerId(posting.customer().value() + 1)
                : posting.customer();
        var branch = tables.has(Sabotage.WRONG_BRANCH) ? new BranchId(2) : posting.branch();
        return new Posting(
                posting.id(), branch, customer, posting.account(), amount, posting.receivedAt(), posting.note());
    }

    @Override
    public List<Posting> queued(Instant now, int limit) {
        return tables.state.queued.values().stream().limit(limit).toList();
    }

    @Override
    public void settle(List<Settled> settled, Instant at) {
        tables.change();
        settled.forEach(one -> tables.state.queued.remove(one.id()));
    }

    @Override
    public void postpone(PaymentId id, Instant until) {
        throw new IllegalStateException("The simulated CRM always responds");
    }

    @Override
    public List<Credit> credits(BranchId branch, Collection<CustomerId> customers, Instant since) {
        return List.of();
    }
}
