package org.schoolcrm.billing.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.billing.spi.InvoiceEvents;
import org.schoolcrm.billing.spi.InvoiceStore;
import org.schoolcrm.billing.spi.InvoiceStore.Changed;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;

/** Takes an invoice a step further and writes down who did it and who wants to hear of it, in the caller's transaction (R156). */
public final class InvoiceTransitions {

    private final InvoiceStore store;
    private final Audit audit;
    private final InvoiceEvents news;

    public InvoiceTransitions(InvoiceStore store, Audit audit, InvoiceEvents news) {
        this.store = store;
        this.audit = audit;
        this.news = news;
    }

    /** Empty if there is no such invoice; a step that changes nothing leaves no trace. */
    Optional<Changed> take(InvoiceId id, UnaryOperator<Invoice> step, String action, Actor actor) {
        return Optional.ofNullable(
                takeAll(Map.of(id, new Step(step, actor)), action).get(id));
    }

    /** The same for several invoices, with a constant number of statements; what has become of those that exist. */
    Map<InvoiceId, Changed> takeAll(Map<InvoiceId, Step> steps, String action) {
        var changed = store.changeAll(steps.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().step())));
        var records = new ArrayList<AuditRecord>();
        var told = new LinkedHashMap<Word, List<InvoiceId>>();
        steps.forEach((id, step) -> {
            var one = changed.get(id);
            if (one != null && !one.after().equals(one.before())) {
                records.add(record(one, action, step.actor()));
                event(one)
                        .ifPresent(event -> told.computeIfAbsent(
                                        new Word(one.after().branch(), event), word -> new ArrayList<>())
                                .add(id));
            }
        });
        audit.recordAll(records);
        told.forEach((word, invoices) -> news.tell(word.branch(), word.event(), invoices));
        return changed;
    }

    /** What is done to an invoice, and by whom. */
    record Step(UnaryOperator<Invoice> step, Actor actor) {}

    private record Word(BranchId branch, InvoiceEvent event) {}

    private static AuditRecord record(Changed one, String action, Actor actor) {
        return new AuditRecord(
                actor,
                one.after().branch().value(),
                action,
                "invoice:" + one.after().id(),
                InvoiceState.of(one.before()),
                InvoiceState.of(one.after()));
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
