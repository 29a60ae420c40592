package org.schoolcrm.acquiring.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolcrm.acquiring.api.AttemptId;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;

/** What people are called to, in memory; nobody closes anything. */
final class SimulatedAttentions implements Attentions {

    private static final String PAYMENT = "payment:";

    private final SimulatedTables tables;

    SimulatedAttentions(SimulatedTables tables) {
        this.tables = tables;
    }

    @Override
    public void raise(Attention attention) {
        tables.change();
        boolean stands = tables.state.attentions.stream()
                .map(Entry::attention)
                .anyMatch(one -> one.kind().equals(attention.kind())
                        && one.subject().equals(attention.subject()));
        if (!stands) {
            tables.state.attentions.add(new Entry(tables.nextId(), attention, Instant.EPOCH, null, null));
        }
    }

    /** By the attempts that stand as subjects. */
    Set<String> ordersToLookAt() {
        return tables.state.attentions.stream()
                .map(entry -> entry.attention().subject())
                .filter(subject -> subject.startsWith(PAYMENT))
                .map(subject -> new AttemptId(Long.parseLong(subject.substring(PAYMENT.length()))))
                .flatMap(attempt -> Optional.ofNullable(tables.state.attempts.get(attempt)).stream())
                .map(PaymentAttempt::orderId)
                .collect(Collectors.toSet());
    }

    @Override
    public List<Entry> page(long branch, boolean closed, long before, int limit) {
        throw new UnsupportedOperationException("Only people read the list");
    }

    @Override
    public Optional<Entry> find(long id) {
        throw new UnsupportedOperationException("Only people read the list");
    }

    @Override
    public Entry close(long id, Actor actor) {
        throw new UnsupportedOperationException("Only people close what they settled");
    }
}
