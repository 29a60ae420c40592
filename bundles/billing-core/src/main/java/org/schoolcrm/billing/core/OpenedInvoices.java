package org.schoolcrm.billing.core;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceOpenings;
import org.schoolcrm.billing.spi.InvoiceOpeningStore;
import org.schoolcrm.billing.spi.InvoiceOpeningStore.Opening;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers openings in memory and writes them once a second, so that no page waits for the database. */
public final class OpenedInvoices implements InvoiceOpenings, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenedInvoices.class);
    private static final long PERIOD_MILLIS = 1000;

    /** As many links as are opened in hours; what comes then is told again with the next view. */
    private static final int MOST = 10_000;

    private final InvoiceOpeningStore store;
    private final Transactions transactions;
    private final Clock clock;
    private final Map<String, Instant> waiting = new ConcurrentHashMap<>();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "crm opened invoices");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Future<?> writing;
    private boolean failing;

    public OpenedInvoices(InvoiceOpeningStore store, Transactions transactions, Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Begins to write what is told. */
    public void start() {
        writing = writer.scheduleWithFixedDelay(this::flush, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean opened(String token) {
        if (waiting.size() >= MOST) {
            return false;
        }
        waiting.putIfAbsent(token, clock.now());
        return true;
    }

    @Override
    public Map<InvoiceId, Instant> of(Collection<InvoiceId> invoices) {
        return store.of(invoices);
    }

    /** Writes what waits; what cannot be written stays for the next time. */
    public synchronized void flush() {
        var due = Map.copyOf(waiting);
        if (due.isEmpty()) {
            return;
        }
        var openings = due.entrySet().stream()
                .map(one -> new Opening(new InvoiceToken(one.getKey()).hash(), one.getValue()))
                .toList();
        try {
            transactions.run(() -> store.addFirst(openings));
            waiting.keySet().removeAll(due.keySet());
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("{} opened invoices wait for the database", due.size(), e);
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        if (writing != null) {
            writing.cancel(false);
        }
        writer.shutdown();
        flush();
    }
}
