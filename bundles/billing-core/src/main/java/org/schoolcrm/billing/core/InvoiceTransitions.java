package org.schoolcrm.billing.core;

import static org.schoolcrm.billing.api.BillingProblem.INVOICE_UNKNOWN;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.schoolcrm.runtime.api.Transactions;

/** Takes invoices a step further, audits who did it and publishes what happened, all in one transaction (R156). */
public final class InvoiceTransitions {

    private final InvoiceStore store;
    private final Transactions transactions;
    private final Audit audit;
    private final InvoiceEvents events;

    public InvoiceTransitions(InvoiceStore store, Transactions transactions, Audit audit, InvoiceEvents events) {
        this.store = store;
        this.transactions = transactions;
        this.audit = audit;
        this.events = events;
    }

    /** What is done to an invoice, and by whom. */
    record Step(UnaryOperator<Invoice> step, Actor actor) {}

    /** What invoices of one branch have in common whose change is published. */
    private record Topic(BranchId branch, InvoiceEvent event) {}

    /** Empty if there is no such invoice; a step that changes nothing leaves no trace. */
    Optional<Changed> apply(InvoiceId id, UnaryOperator<Invoice> step, String action, Actor actor) {
        return Optional.ofNullable(transactions
                .inTransaction(() -> change(Map.of(id, new Step(step, actor)), action))
                .get(id));
    }

    /** The same for several invoices, with a constant number of statements; refused as a whole if one is unknown. */
    Map<InvoiceId, Changed> applyAll(Map<InvoiceId, Step> steps, String action) {
        return transactions.inTransaction(() -> {
            var changed = change(steps, action);
            steps.keySet().stream()
                    .filter(id -> !changed.containsKey(id))
                    .findFirst()
                    .ifPresent(id -> {
                        throw INVOICE_UNKNOWN.refuse(id);
                    });
            return changed;
        });
    }

    private Map<InvoiceId, Changed> change(Map<InvoiceId, Step> steps, String action) {
        var changed = store.changeAll(steps.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().step())));
        var records = new ArrayList<AuditRecord>();
        var published = new LinkedHashMap<Topic, List<InvoiceId>>();
        steps.forEach((id, step) -> {
            var one = changed.get(id);
            if (one != null && !one.after().equals(one.before())) {
                records.add(record(one, action, step.actor()));
                for (var event : events(one)) {
                    var topic = new Topic(one.after().branch(), event);
                    published.computeIfAbsent(topic, first -> new ArrayList<>()).add(id);
                }
            }
        });
        audit.recordAll(records);
        published.forEach((topic, invoices) -> events.publish(topic.branch(), topic.event(), invoices));
        return changed;
    }

    private static AuditRecord record(Changed one, String action, Actor actor) {
        return new AuditRecord(
                actor,
                one.after().branch().value(),
                action,
                "invoice:" + one.after().id(),
                InvoiceState.of(one.before()),
                InvoiceState.of(one.after()));
    }

    private static Set<InvoiceEvent> events(Changed one) {
        var before = one.before();
        var after = one.after();
        var events = EnumSet.noneOf(InvoiceEvent.class);
        if (!after.refunded().equals(before.refunded())) {
            events.add(InvoiceEvent.REFUNDED);
        }
        switch (after.status()) {
            case AWAITING_PAYMENT -> {}
            case PAID -> {
                if (before.status() != InvoiceStatus.PAID || !after.paid().equals(before.paid())) {
                    events.add(InvoiceEvent.PAID);
                }
            }
            case ARCHIVED -> {
                if (before.status() != InvoiceStatus.ARCHIVED) {
                    events.add(InvoiceEvent.ARCHIVED);
                }
            }
        }
        return events;
    }
}
