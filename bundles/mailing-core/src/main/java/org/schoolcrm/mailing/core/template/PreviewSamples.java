package org.schoolcrm.mailing.core.template;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.Invoice;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.Segments;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.mailing.api.Preview;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TermOption;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Clock;

/** Samples for previews: invoices that are never issued and messages that are never sent, for a real customer. */
public final class PreviewSamples {

    /** As long as a real one, so that previews have the true length and number of parts. */
    public static final String LINK = "https://preview.example/i/0000000000000000000000";

    private static final String NUMBER = "ОБРАЗЕЦ";
    private static final long AMOUNT = 350_000;

    private final Customers customers;
    private final Branches branches;
    private final Clock clock;

    public PreviewSamples(Customers customers, Branches branches, Clock clock) {
        this.customers = customers;
        this.branches = branches;
        this.clock = clock;
    }

    /** The invoice of {@link #context} as it is printed: what it is shows in its number. */
    public Invoice forPrint(BranchId id, CustomerId who) {
        var branch = branches.find(id).orElseThrow();
        return draft(branch, who, CalculationMethod.MANUAL).issue(new InvoiceId(0), NUMBER, clock.now());
    }

    /** The customer, with an invoice of 3500 for the rest of this month. */
    BuiltInTags.Context context(BranchId id, CustomerId who) {
        var branch = branches.find(id).orElseThrow();
        var now = clock.now();
        var draft = draft(branch, who, CalculationMethod.FORECAST);
        var customer = customers.facts(id, Set.of(who), draft.period(), now).stream()
                .findFirst()
                .orElseThrow(() -> HostProblem.CUSTOMER_UNKNOWN.refuse(who));
        var sample = new InvoiceForMessage(invoice(draft, now), LINK, subjects(branch, customer));
        return new BuiltInTags.Context(customer, List.of(sample));
    }

    private InvoiceDraft draft(Branch branch, CustomerId who, CalculationMethod method) {
        var period = PeriodKind.CURRENT.window(PeriodUnit.MONTH, clock.today(branch.zone()));
        return new InvoiceDraft(
                new BilledAccount(branch.id(), who, AccountId.BASE),
                new InvoicedAmount(method, new Money(AMOUNT, branch.currency()), period),
                TermOption.WEEK_1.from(period.begin()),
                false,
                null,
                new InvoiceExplanation(List.of(), Money.zero(branch.currency())));
    }

    public static Invoice invoice(InvoiceDraft draft, Instant at) {
        return draft.issue(new InvoiceId(0), "", at);
    }

    public static Preview preview(NewMessage message, Template template, Encoding encoding) {
        var route = message.route();
        var values = message.content().values();
        var body = Rendering.body(template.body(), values, encoding);
        var subject = Rendering.subject(template.subject(), values);
        int segments = route.channel().equals(Routing.SMS) ? Segments.of(body).count() : 1;
        int attached = template.attachesInvoice()
                ? Math.max(1, message.about().invoices().size())
                : 0;
        return new Preview(
                route.channel(),
                route.address(),
                subject,
                body,
                segments,
                Collections.nCopies(attached, InvoiceAttachments.name("")));
    }

    private String subjects(Branch branch, CustomerFacts customer) {
        var taught = customer.subscriptions().stream()
                .flatMap(subscription -> subscription.subjects().stream())
                .collect(Collectors.toSet());
        return customers.dictionaries(branch.id()).subjects().stream()
                .filter(entry -> taught.stream().anyMatch(subject -> subject.value() == entry.id()))
                .map(Customers.Entry::name)
                .collect(Collectors.joining(", "));
    }
}
