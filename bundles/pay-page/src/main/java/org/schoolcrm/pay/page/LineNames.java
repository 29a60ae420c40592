package org.schoolcrm.pay.page;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.Customers.Entry;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Subscription;

/** What lines of a calculation are for, by name: the subject of a lesson, else the subscription. */
record LineNames(List<Entry> subjects, List<Subscription> subscriptions) {

    /** Asks for the customer's subscriptions only where a line has no subject to be named by. */
    static LineNames of(Invoice invoice, List<InvoiceLine> lines, Customers customers) {
        boolean named = lines.stream().allMatch(line -> line.subject() != null || line.subscription() == null);
        return new LineNames(
                customers.dictionaries(invoice.branch()).subjects(),
                named ? List.of() : subscriptions(invoice, customers));
    }

    Optional<String> of(InvoiceLine line) {
        var subject = line.subject();
        if (subject != null) {
            return subjects.stream()
                    .filter(one -> one.id() == subject.value())
                    .map(Entry::name)
                    .findFirst();
        }
        return subscriptions.stream()
                .filter(one -> one.id().equals(line.subscription()))
                .map(Subscription::name)
                .filter(name -> !name.isBlank())
                .findFirst();
    }

    private static List<Subscription> subscriptions(Invoice invoice, Customers customers) {
        var day = LocalDate.ofInstant(invoice.issuedAt(), ZoneOffset.UTC);
        return customers
                .facts(invoice.branch(), Set.of(invoice.customer()), new DateRange(day, day), invoice.issuedAt())
                .stream()
                .map(CustomerFacts::subscriptions)
                .flatMap(Collection::stream)
                .toList();
    }
}
