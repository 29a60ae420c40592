package org.schoolcrm.persistence;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/**
 * What every payment needs and people seldom change: read once a second instead of once a payment. What this node
 * changes it knows at once, what another node changes a second later.
 */
public final class Remembered<K, V> {

    private static final Duration SPAN = Duration.ofSeconds(1);

    private final Transactions transactions;
    private final Clock clock;
    private final Map<K, Known<V>> known = new ConcurrentHashMap<>();

    public Remembered(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Known<V>(V value, Instant until) {}

    /** What is not there is asked for again, so that guessed keys take no room. */
    public Optional<V> find(K key, Function<K, Optional<V>> read) {
        var now = clock.now();
        var remembered = known.get(key);
        if (remembered != null && remembered.until().isAfter(now)) {
            return Optional.of(remembered.value());
        }
        var found = read.apply(key);
        found.ifPresent(value -> known.put(key, new Known<>(value, now.plus(SPAN))));
        return found;
    }

    /** To be called in the transaction of every change. */
    public void changed() {
        transactions.afterCommit(known::clear);
    }
}
