package org.schoolcrm.runtime.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;

/** What people have to settle, in memory; as on the list, what is open stands there once. */
public final class FakeAttentions implements Attentions {

    private final List<Entry> entries = new ArrayList<>();

    @Override
    public void raise(Attention attention) {
        boolean isOpen = entries.stream()
                .filter(Entry::isOpen)
                .map(Entry::attention)
                .anyMatch(one -> one.branch() == attention.branch()
                        && one.kind().equals(attention.kind())
                        && one.subject().equals(attention.subject()));
        if (!isOpen) {
            entries.add(new Entry(entries.size() + 1, attention, Instant.EPOCH, null, null));
        }
    }

    /** The codes of what is open. */
    public List<String> kinds() {
        return entries.stream()
                .filter(Entry::isOpen)
                .map(one -> one.attention().kind())
                .toList();
    }

    @Override
    public List<Entry> page(long branch, boolean closed, long before, int limit) {
        return entries.stream()
                .filter(one -> one.attention().branch() == branch && (closed || one.isOpen()))
                .toList();
    }

    @Override
    public Optional<Entry> find(long id) {
        return entries.stream().filter(one -> one.id() == id).findFirst();
    }

    @Override
    public Entry close(long id, Actor actor) {
        var entry = find(id).orElseThrow();
        if (entry.isOpen()) {
            entries.set((int) id - 1, new Entry(id, entry.attention(), entry.since(), actor.name(), Instant.EPOCH));
        }
        return find(id).orElseThrow();
    }

    @Override
    public void settle(long branch, String kind, String subject, Actor actor) {
        entries.stream()
                .filter(one -> one.isOpen()
                        && one.attention().branch() == branch
                        && one.attention().kind().equals(kind)
                        && one.attention().subject().equals(subject))
                .findFirst()
                .ifPresent(one -> close(one.id(), actor));
    }
}
