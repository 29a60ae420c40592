package org.schoolcrm.billing.core;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.spi.InvoiceNews;
import org.schoolcrm.billing.spi.InvoiceStore;
import org.schoolcrm.billing.spi.InvoiceStore.Changed;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;

/** Takes an invoice a step further and writes down who did it and who wants to hear of it, in the caller's transaction (R156). */
public final class InvoiceSteps {

    private final InvoiceStore store;
    private final Audit audit;
    private final InvoiceNews news;

    public InvoiceSteps(InvoiceStore store, Audit audit, InvoiceNews news) {
        this.store = store;
        this.audit = audit;
        this.news = news;
    }

    /** Empty if there is no such invoice; a step that changes nothing leaves no trace. */
    Optional<Changed> take(InvoiceId id, UnaryOperator<Invoice> step, String action, Actor actor) {
        var changed = store.change(id, step);
        changed.filter(one -> !one.after().equals(one.before())).ifPresent(one -> {
            audit.record(new AuditRecord(
                    actor,
                    one.after().branch().value(),
                    action,
                    "invoice:" + id,
                    InvoiceState.of(one.before()),
                    InvoiceState.of(one.after())));
            event(one).ifPresent(event -> news.tell(one.after().branch(), event, List.of(id)));
        });
        return changed;
    }

    private static Optional<InvoiceEvent> event(Changed one) {
        var after = one.after();
        return switch (after.status()) {
            case AWAITING_PAYMENT -> Optional.empty();
            case PAID -> after.paid().equals(one.before().paid()) ? Optional.empty() : Optional.of(InvoiceEvent.PAID);
            case ARCHIVED ->
                one.before().status() == InvoiceStatus.ARCHIVED ? Optional.empty() : Optional.of(InvoiceEvent.ARCHIVED);
        };
    }
}
