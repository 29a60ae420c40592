package org.schoolcrm.mailing.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.SkipReason;

/** What is to become of the customers of a page: bills, entries, and those whose money is in flight. */
final class PageResult {

    private final List<Bill> bills = new ArrayList<>();
    private final List<RunEntry> entries = new ArrayList<>();
    private final List<RunEntry> inFlight = new ArrayList<>();

    void bill(Bill bill) {
        bills.add(bill);
    }

    void skip(RunId run, CustomerId customer, String name, SkipReason reason) {
        skip(run, customer, AccountId.BASE, name, reason);
    }

    void skip(RunId run, CustomerId customer, AccountId account, String name, SkipReason reason) {
        var entry = RunEntry.skipped(run, customer, account, name, reason);
        (reason == SkipReason.PAYMENT_IN_FLIGHT ? inFlight : entries).add(entry);
    }

    void fail(RunId run, CustomerId customer, AccountId account, String name, String error) {
        entries.add(RunEntry.failed(run, customer, account, name, error));
    }

    /** The same, but customers who have an unpaid invoice already get no other (R109, A16). */
    PageResult without(Set<CustomerId> unpaid, RunId run) {
        var rest = new PageResult();
        rest.entries.addAll(entries);
        rest.inFlight.addAll(inFlight);
        for (var bill : bills) {
            var draft = bill.draft();
            if (unpaid.contains(draft.customer())) {
                rest.skip(run, draft.customer(), draft.account(), bill.customerName(), SkipReason.UNPAID_INVOICE);
            } else {
                rest.bill(bill);
            }
        }
        return rest;
    }

    List<Bill> bills() {
        return bills;
    }

    List<RunEntry> entries() {
        return entries;
    }

    List<RunEntry> inFlight() {
        return inFlight;
    }
}
