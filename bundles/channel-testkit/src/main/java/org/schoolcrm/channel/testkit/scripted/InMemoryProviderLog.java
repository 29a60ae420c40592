package org.schoolcrm.channel.testkit.scripted;

import java.util.ArrayList;
import java.util.List;

/** A log that lasts as long as the test. */
public final class InMemoryProviderLog implements ProviderLog {

    private final List<Entry> entries = new ArrayList<>();

    @Override
    public synchronized String accept(Entry entry, boolean dedupe) {
        if (!dedupe || !has(entry.reference())) {
            entries.add(entry);
        }
        return number(entry.reference());
    }

    @Override
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
