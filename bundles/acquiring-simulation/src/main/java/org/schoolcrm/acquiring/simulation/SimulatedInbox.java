package org.schoolcrm.acquiring.simulation;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.schoolcrm.acquiring.api.MerchantAccountId;
import org.schoolcrm.acquiring.spi.WebhookInbox;
import org.schoolcrm.provider.api.RawWebhook;

/** The webhook inbox in memory, with bugs on request. */
final class SimulatedInbox implements WebhookInbox {

    private final SimulatedTables tables;

    SimulatedInbox(SimulatedTables tables) {
        this.tables = tables;
    }

    @Override
    public Kept keep(MerchantAccountId account, RawWebhook webhook, State wanted) {
        tables.change();
        if (tables.has(Sabotage.INBOX_NOT_WRITTEN)) {
            return new Kept(tables.nextId(), true, wanted);
        }
        var key = RecordedState.fingerprint(webhook);
        boolean isNew = !tables.state.inbox.containsKey(key);
        long id = tables.state.inbox.computeIfAbsent(key, one -> tables.nextId());
        tables.state.inboxStates.putIfAbsent(id, wanted);
        tables.state.inboxRaw.putIfAbsent(id, new Call(account, webhook));
        return new Kept(id, isNew, Objects.requireNonNull(tables.state.inboxStates.get(id)));
    }

    @Override
    public Optional<Call> waiting(long id) {
        return tables.state.inboxStates.get(id) == State.WAITING
                ? Optional.ofNullable(tables.state.inboxRaw.get(id))
                : Optional.empty();
    }

    @Override
    public void done(long id, State wanted, Instant at) {
        tables.change();
        tables.state.inboxStates.put(id, wanted);
    }
}
