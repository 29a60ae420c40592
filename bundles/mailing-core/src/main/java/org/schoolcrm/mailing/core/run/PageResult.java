package org.schoolcrm.mailing.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.SkipReason;
import org.schoolcrm.mailing.core.template.PlannedInvoice;

/** What is to become of the customers of a page: planned invoices, entries, and those with a payment in flight. */
final class PageResult {

    private final RunId run;
    private final List<PlannedInvoice> planned = new ArrayList<>();
    private final List<RunEntry> entries = new ArrayList<>();
    private final List<RunEntry> inFlight = new ArrayList<>();

    PageResult(RunId run) {
        this.run = run;
    }

    void plan(PlannedInvoice invoice) {
        planned.add(invoice);
    }

    void skip(CustomerFacts customer, SkipReason reason) {
        skip(customer, AccountId.BASE, reason);
    }

    void skip(CustomerFacts customer, AccountId account, SkipReason reason) {
        var entry = RunEntry.skipped(run, customer.id(), account, customer.name(), reason);
        (reason == SkipReason.PAYMENT_IN_FLIGHT ? inFlight : entries).add(entry);
    }

    void miss(CustomerId customer) {
        entries.add(RunEntry.skipped(run, customer, AccountId.BASE, "", SkipReason.NOT_FOUND));
    }

    void fail(CustomerFacts customer, AccountId account, String error) {
        entries.add(RunEntry.failed(run, customer.id(), account, customer.name(), error));
    }

    /** The same, but customers who have an unpaid invoice already get no other (R109, A16). */
    PageResult without(Set<CustomerId> unpaid) {
        var rest = new PageResult(run);
        rest.entries.addAll(entries);
        rest.inFlight.addAll(inFlight);
        for (var invoice : planned) {
            if (unpaid.contains(invoice.customer().id())) {
                rest.skip(invoice.customer(), invoice.draft().account(), SkipReason.UNPAID_INVOICE);
            } else {
                rest.plan(invoice);
            }
        }
        return rest;
    }

    List<PlannedInvoice> planned() {
        return planned;
    }

    List<RunEntry> entries() {
        return entries;
    }

    List<RunEntry> inFlight() {
        return inFlight;
    }
}
