package org.schoolcrm.acquiring.simulation;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.api.RefundId;
import org.schoolcrm.acquiring.spi.RefundStore;

/** Refunds in memory. */
final class SimulatedRefunds implements RefundStore {

    private final SimulatedTables tables;

    SimulatedRefunds(SimulatedTables tables) {
        this.tables = tables;
    }

    @Override
    public RefundId newId() {
        return new RefundId(tables.nextId());
    }

    @Override
    public void add(Refund refund) {
        tables.change();
        tables.state.refunds.put(refund.id(), refund);
    }

    @Override
    public Optional<Refund> find(RefundId id) {
        return Optional.ofNullable(tables.state.refunds.get(id));
    }

    @Override
    public List<Refund> of(AttemptId attempt) {
        return tables.state.refunds.values().stream()
                .filter(one -> one.attempt().equals(attempt))
                .toList();
    }

    @Override
    public Optional<Refund> change(RefundId id, UnaryOperator<Refund> step) {
        tables.change();
        return Optional.ofNullable(tables.state.refunds.computeIfPresent(id, (key, was) -> step.apply(was)));
    }
}
