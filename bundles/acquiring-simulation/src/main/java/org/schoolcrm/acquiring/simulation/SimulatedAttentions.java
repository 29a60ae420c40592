package org.schoolcrm.acquiring.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;

/** What people have to settle, until somebody settles it where it arose. */
final class SimulatedAttentions implements Attentions {

    private final SimulatedTables tables;

    SimulatedAttentions(SimulatedTables tables) {
        this.tables = tables;
    }

    @Override
    public void raise(Attention attention) {
        tables.change();
        boolean isThere = tables.state.attentions.stream()
                .anyMatch(one ->
                        one.kind().equals(attention.kind()) && one.subject().equals(attention.subject()));
        if (!isThere) {
            tables.state.attentions.add(attention);
        }
    }

    @Override
    public List<Entry> page(long branch, boolean closed, long before, int limit) {
        return tables.state.attentions.stream()
                .filter(one -> one.branch() == branch)
                .map(one -> new Entry(0, one, Instant.EPOCH, null, null))
                .toList();
    }

    @Override
    public Optional<Entry> find(long id) {
        return Optional.empty();
    }

    @Override
    public Entry close(long id, Actor actor) {
        throw new UnsupportedOperationException("Nobody closes anything while a history lasts");
    }

    @Override
    public void settle(long branch, String kind, String subject, Actor actor) {
        tables.change();
        tables.state.attentions.removeIf(
                one -> one.kind().equals(kind) && one.subject().equals(subject));
    }
}
