package org.schoolcrm.mailing.core.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.IssuedInvoice;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.core.template.InvoiceMessages;
import org.schoolcrm.mailing.core.template.InvoiceMessages.Addressed;
import org.schoolcrm.mailing.core.template.MessageComposers;
import org.schoolcrm.mailing.core.template.PlannedInvoice;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.mailing.spi.RunStore.Admission;
import org.schoolcrm.mailing.spi.RunStore.Page;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;

/** Invoices one page of a run's customers: facts and forecasts first, then everything in one transaction. */
public final class PageWorker implements JobHandler {

    static final String KIND = "mailing-page";

    private final RunStore runs;
    private final Outbox outbox;
    private final Billing billing;
    private final Acquiring acquiring;
    private final Customers customers;
    private final Branches branches;
    private final Assessment assessment;
    private final MessageComposers postOffice;
    private final Transactions transactions;
    private final Clock clock;
    private final RunBackpressure courtesy;

    public PageWorker(
            RunStore runs,
            Outbox outbox,
            Billing billing,
            Acquiring acquiring,
            Customers customers,
            Branches branches,
            Assessment assessment,
            MessageComposers postOffice,
            Transactions transactions,
            Clock clock,
            RunBackpressure courtesy) {
        this.runs = runs;
        this.outbox = outbox;
        this.billing = billing;
        this.acquiring = acquiring;
        this.customers = customers;
        this.branches = branches;
        this.assessment = assessment;
        this.postOffice = postOffice;
        this.transactions = transactions;
        this.clock = clock;
        this.courtesy = courtesy;
    }

    static JobId job(Page page) {
        return new JobId(KIND, page.run() + ":" + page.number());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public JobOutcome run(String key) {
        int colon = key.indexOf(':');
        var run = runs.find(RunId.fromString(key.substring(0, colon))).orElseThrow();
        if (run.isFree()) {
            runs.page(run.id(), Integer.parseInt(key.substring(colon + 1)))
                    .ifPresent(page -> courtesy.work(() -> work(run, page)));
        }
        return JobOutcome.done();
    }

    private void work(MailingRun run, Page page) {
        var branch = branches.find(run.branch()).orElseThrow();
        var letters = postOffice.letters(run, branch);
        var assessed = assess(run, branch, page);
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
                write(run, page, assessed.without(unpaid), letters);
            });
        } catch (NotAdmitted refused) {
            if (refused.why == Admission.BEYOND_LIMITS) {
                transactions.run(() -> runs.change(run.id(), was -> was.isFree() ? was.parked() : was));
            }
        }
    }

    private PageResult assess(MailingRun run, Branch branch, Page page) {
        var now = clock.now();
        var window = run.what().periodKind().window(run.what().periodUnit(), run.issued());
        var who = new HashSet<>(page.customers());
        var facts = customers.facts(run.branch(), who, window, now);
        var credits = Credits.of(acquiring.recentCredits(run.branch(), who));
        var result = new PageResult(run.id());
        for (var customer : facts) {
            who.remove(customer.id());
            assessment.assess(new Assessment.Case(run, branch, customer, credits, window, now), result);
        }
        who.forEach(result::miss);
        return result;
    }

    private void write(MailingRun run, Page page, PageResult result, InvoiceMessages letters) {
        var bills = result.bills();
        var issued = billing.issueAll(bills.stream().map(PlannedInvoice::draft).toList(), Actor.SYSTEM);
        var addressed = new ArrayList<Addressed>(bills.size());
        var entries = new ArrayList<>(result.entries());
        long sum = 0;
        for (int i = 0; i < bills.size(); i++) {
            var link = billing.link(issued.get(i).token());
            addressed.add(letters.address(bills.get(i), issued.get(i).invoice(), link));
            entries.add(entry(run.id(), bills.get(i), issued.get(i)));
            sum = Math.addExact(sum, bills.get(i).draft().amount().minor());
        }
        outbox.addAll(letters.write(addressed, clock.now()));
        runs.addEntries(entries);
        putOff(run, page, result.inFlight());
        runs.finishPage(
                run.id(), page.number(), page.late() ? 0 : result.inFlight().size());
        var admission = runs.admit(run.id(), bills.size(), sum);
        if (admission != Admission.ADMITTED) {
            throw new NotAdmitted(admission);
        }
    }

    private static RunEntry entry(RunId run, PlannedInvoice bill, IssuedInvoice issued) {
        var invoice = issued.invoice();
        return RunEntry.billed(
                run, invoice.customer(), invoice.account(), bill.customer().name(), invoice.id(), invoice.amount());
    }

    /** Asked once more at the end of the run; whoever is still in flight then is skipped. */
    private void putOff(MailingRun run, Page page, List<RunEntry> inFlight) {
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

    /** Undoes the page's transaction. */
    private static final class NotAdmitted extends RuntimeException {

        private final Admission why;

        NotAdmitted(Admission why) {
            super(why.name());
            this.why = why;
        }
    }
}
