package org.schoolcrm.billing.core;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceEvent;
import org.schoolcrm.billing.api.IssuedInvoice;
import org.schoolcrm.billing.spi.InvoiceEvents;
import org.schoolcrm.billing.spi.InvoiceStore;
import org.schoolcrm.billing.spi.InvoiceStore.NewInvoice;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;

/** Turns drafts into invoices: gives each its number and its link, and writes them as one batch. */
public final class InvoiceIssuance {

    private final InvoiceStore store;
    private final Branches branches;
    private final InvoiceLinks links;
    private final Clock clock;
    private final Audit audit;
    private final InvoiceEvents events;

    public InvoiceIssuance(
            InvoiceStore store, Branches branches, InvoiceLinks links, Clock clock, Audit audit, InvoiceEvents events) {
        this.store = store;
        this.branches = branches;
        this.links = links;
        this.clock = clock;
        this.audit = audit;
        this.events = events;
    }

    /** All drafts are of one branch, and of one run if of any. */
    List<IssuedInvoice> issue(List<InvoiceDraft> drafts, Actor actor) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        var branch = drafts.get(0).branch();
        var now = clock.now();
        int year = branches.find(branch)
                .map(found -> LocalDate.ofInstant(now, found.zone()).getYear())
                .orElseThrow();
        var ids = store.newIds(drafts.size());
        long number = store.reserveNumbers(branch, year, drafts.size());
        var issued = new ArrayList<IssuedInvoice>(drafts.size());
        var rows = new ArrayList<NewInvoice>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            var draft = drafts.get(i);
            var token = InvoiceToken.random();
            var invoice = draft.issue(ids.get(i), InvoiceNumber.of(branch, year, number + i), now);
            rows.add(new NewInvoice(
                    invoice, draft.customerName(), token.hash(), links.seal(invoice.id(), token), draft.explanation()));
            issued.add(new IssuedInvoice(invoice, token.text()));
        }
        store.addAll(rows);
        audit.record(new AuditRecord(actor, branch.value(), "invoice.issued", subject(rows), null, sum(rows)));
        events.publish(branch, InvoiceEvent.CREATED, ids);
        return issued;
    }

    private static String subject(List<NewInvoice> rows) {
        var first = "invoice:" + rows.get(0).invoice().id();
        return rows.size() == 1
                ? first
                : first + "-" + rows.get(rows.size() - 1).invoice().id();
    }

    private static String sum(List<NewInvoice> rows) {
        var amounts = rows.stream().map(row -> row.invoice().amount()).toList();
        return rows.size() + " × " + Money.sum(amounts.get(0).currency(), amounts);
    }
}
