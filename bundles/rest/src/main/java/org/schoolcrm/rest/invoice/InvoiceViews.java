package org.schoolcrm.rest.invoice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceOpenings;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.runtime.api.Clock;

/** Adds to invoices what callers want to see beside them, for a page of one branch at once. */
public class InvoiceViews {

    private final Billing billing;
    private final InvoiceOpenings openings;
    private final Branches branches;
    private final Customers customers;
    private final Clock clock;

    public InvoiceViews(
            Billing billing, InvoiceOpenings openings, Branches branches, Customers customers, Clock clock) {
        this.billing = billing;
        this.openings = openings;
        this.branches = branches;
        this.customers = customers;
        this.clock = clock;
    }

    InvoiceView one(Invoice invoice) {
        return all(List.of(invoice)).get(0);
    }

    List<InvoiceView> all(List<Invoice> invoices) {
        if (invoices.isEmpty()) {
            return List.of();
        }
        var branch = branch(invoices.get(0).branch());
        var today = clock.today(branch.zone());
        var ids = invoices.stream().map(Invoice::id).toList();
        var beside = new Beside(billing.links(ids), openings.of(ids), names(branch, today, invoices));
        return invoices.stream().map(invoice -> view(invoice, today, beside)).toList();
    }

    Branch branch(BranchId id) {
        return branches.find(id).orElseThrow(() -> HostProblem.BRANCH_UNKNOWN.refuse(id));
    }

    LocalDate today(Branch branch) {
        return clock.today(branch.zone());
    }

    private Map<CustomerId, String> names(Branch branch, LocalDate today, List<Invoice> invoices) {
        var who = invoices.stream().map(Invoice::customer).collect(Collectors.toSet());
        return customers.facts(branch.id(), who, new DateRange(today, today), clock.now()).stream()
                .collect(Collectors.toMap(CustomerFacts::id, CustomerFacts::name));
    }

    private record Beside(
            Map<InvoiceId, String> links, Map<InvoiceId, Instant> openings, Map<CustomerId, String> names) {}

    private static InvoiceView view(Invoice invoice, LocalDate today, Beside beside) {
        return new InvoiceView(
                invoice.id(),
                invoice.number(),
                invoice.branch(),
                invoice.customer(),
                beside.names().getOrDefault(invoice.customer(), ""),
                invoice.account(),
                invoice.method(),
                invoice.amount(),
                invoice.paid(),
                invoice.refunded(),
                invoice.stillDue(),
                invoice.period().begin(),
                invoice.period().end(),
                invoice.term().from(),
                invoice.term().until(),
                invoice.repeatable(),
                invoice.status(),
                invoice.isExpired(today),
                invoice.flags(),
                invoice.issuedAt(),
                beside.openings().get(invoice.id()),
                beside.links().getOrDefault(invoice.id(), ""));
    }
}
