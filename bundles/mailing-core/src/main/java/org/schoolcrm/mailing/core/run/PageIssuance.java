package org.schoolcrm.mailing.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.IssuedInvoice;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.core.template.InvoiceMessages;
import org.schoolcrm.mailing.core.template.InvoiceMessages.Addressed;
import org.schoolcrm.mailing.core.template.PlannedInvoice;
import org.schoolcrm.mailing.core.template.PreviewSamples;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.Outbox.NewMessage;
import org.schoolcrm.mailing.spi.Outbox.Purpose;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.mailing.spi.RunStore.Admission;
import org.schoolcrm.mailing.spi.RunStore.Page;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attention;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** Issues the invoices of a page and enqueues their messages in one transaction; parks a run that passes its limits. */
public final class PageIssuance {

    static final String ABOVE_CEILING = "mailing.above-cost-ceiling";

    private final RunStore runs;
    private final Outbox outbox;
    private final Billing billing;
    private final Routing routing;
    private final Attentions attentions;
    private final Transactions transactions;
    private final Clock clock;

    public PageIssuance(
            RunStore runs,
            Outbox outbox,
            Billing billing,
            Routing routing,
            Attentions attentions,
            Transactions transactions,
            Clock clock) {
        this.runs = runs;
        this.outbox = outbox;
        this.billing = billing;
        this.routing = routing;
        this.attentions = attentions;
        this.transactions = transactions;
        this.clock = clock;
    }

    void issue(MailingRun run, Branch branch, Page page, PageResult assessed, InvoiceMessages messages) {
        try {
            transactions.run(() -> {
                if (runs.lockOpenPage(run.id(), page.number()).isEmpty()) {
                    return;
                }
                billing.lockCustomers(run.branch(), page.customers());
                var unpaid = run.what().reissue()
                        ? Set.<CustomerId>of()
                        : billing.customersWithUnpaid(
                                run.branch(), page.customers(), run.id().value());
                write(run, branch, page, assessed.without(unpaid), messages);
            });
        } catch (NotAdmitted refused) {
            if (refused.why != Admission.HELD_BACK) {
                transactions.run(() -> park(run, refused.why == Admission.BEYOND_COST));
            }
        }
    }

    private void park(MailingRun run, boolean forItsCost) {
        runs.change(run.id(), was -> was.isFree() ? was.parked() : was);
        if (forItsCost) {
            attentions.raise(new Attention(
                    run.branch().value(),
                    ABOVE_CEILING,
                    subject(run.id()),
                    run.settings().name()));
        }
    }

    static String subject(RunId run) {
        return "run:" + run;
    }

    private void write(MailingRun run, Branch branch, Page page, PageResult result, InvoiceMessages messages) {
        var planned = result.planned();
        var issued =
                billing.issueAll(planned.stream().map(PlannedInvoice::draft).toList(), Actor.SYSTEM);
        var addressed = new ArrayList<Addressed>(planned.size());
        var entries = new ArrayList<>(result.entries());
        long sum = 0;
        for (int i = 0; i < planned.size(); i++) {
            var link = billing.link(issued.get(i).token());
            addressed.add(messages.address(planned.get(i), issued.get(i).invoice(), link));
            entries.add(entry(run.id(), planned.get(i), issued.get(i)));
            sum = Math.addExact(sum, planned.get(i).draft().amount().minor());
        }
        var composed = messages.compose(addressed, clock.now());
        outbox.addAll(composed);
        runs.addEntries(entries);
        postpone(run, page, result.inFlight());
        runs.finishPage(
                run.id(), page.number(), page.late() ? 0 : result.inFlight().size());
        var admission = runs.admit(run.id(), planned.size(), sum, cost(run, branch, messages, composed));
        if (admission != Admission.ADMITTED) {
            throw new NotAdmitted(admission);
        }
    }

    /** Only where somebody wants to be asked: it takes all texts to know it. */
    private @Nullable Long cost(MailingRun run, Branch branch, InvoiceMessages messages, List<NewMessage> composed) {
        if (run.limits().cost() == null) {
            return null;
        }
        var costs = new MessageCosts(routing, branch);
        composed.stream()
                .filter(message -> message.purpose() == Purpose.INVOICE)
                .map(message -> PreviewSamples.preview(
                        message,
                        messages.templateOf(message),
                        routing.encodingOf(message.route().channel())))
                .forEach(costs::add);
        return costs.total().map(Money::minor).orElse(null);
    }

    private static RunEntry entry(RunId run, PlannedInvoice planned, IssuedInvoice issued) {
        var invoice = issued.invoice();
        return RunEntry.billed(
                run, invoice.customer(), invoice.account(), planned.customer().name(), invoice.id(), invoice.amount());
    }

    /** To a page at the end of the run; whoever still has a payment in flight then is skipped. */
    private void postpone(MailingRun run, Page page, List<RunEntry> inFlight) {
        if (inFlight.isEmpty()) {
            return;
        }
        if (page.late()) {
            runs.addEntries(inFlight);
        } else {
            var customers = inFlight.stream().map(RunEntry::customer).distinct().toList();
            runs.addPage(run.id(), customers, true);
        }
    }

    /** Rolls the page's transaction back. */
    private static final class NotAdmitted extends RuntimeException {

        private final Admission why;

        NotAdmitted(Admission why) {
            super(why.name());
            this.why = why;
        }
    }
}
