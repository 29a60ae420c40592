package org.schoolcrm.mailing.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.RunEntry;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.SkipReason;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.RunStore;
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
    private final Transactions transactions;
    private final Clock clock;

    public PageWorker(
            RunStore runs,
            Outbox outbox,
            Billing billing,
            Acquiring acquiring,
            Customers customers,
            Branches branches,
            Assessment assessment,
            Transactions transactions,
            Clock clock) {
        this.runs = runs;
        this.outbox = outbox;
        this.billing = billing;
        this.acquiring = acquiring;
        this.customers = customers;
        this.branches = branches;
        this.assessment = assessment;
        this.transactions = transactions;
        this.clock = clock;
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
        var id = RunId.fromString(key.substring(0, colon));
        runs.page(id, Integer.parseInt(key.substring(colon + 1)))
                .ifPresent(page -> work(runs.find(id).orElseThrow(), page));
        return JobOutcome.done();
    }

    private void work(MailingRun run, Page page) {
        var assessed = assess(run, page);
        transactions.run(() -> {
            if (runs.lockOpenPage(run.id(), page.number()).isEmpty()) {
                return;
            }
            billing.lockCustomers(run.branch(), page.customers());
            var unpaid = run.what().reissue()
                    ? Set.<CustomerId>of()
                    : billing.customersWithUnpaid(
                            run.branch(), page.customers(), run.id().value());
            write(run, page, assessed.without(unpaid, run.id()));
        });
    }

    private PageResult assess(MailingRun run, Page page) {
        var branch = branches.find(run.branch()).orElseThrow();
        var now = clock.now();
        var window = run.what().periodKind().window(run.what().periodUnit(), run.issued());
        var who = new HashSet<>(page.customers());
        var facts = customers.facts(run.branch(), who, window, now);
        var credits = Credits.of(acquiring.recentCredits(run.branch(), who));
        var result = new PageResult();
        for (var customer : facts) {
            who.remove(customer.id());
            assessment.assess(new Assessment.Case(run, branch, customer, credits, window, now), result);
        }
        who.forEach(gone -> result.skip(run.id(), gone, "", SkipReason.NOT_FOUND));
        return result;
    }

    private void write(MailingRun run, Page page, PageResult result) {
        var bills = result.bills();
        var issued = billing.issueAll(bills.stream().map(Bill::draft).toList(), Actor.SYSTEM);
        outbox.addAll(Messages.of(run, bills, issued, billing::link, clock.now()));
        runs.addEntries(Messages.entries(run.id(), bills, issued));
        runs.addEntries(result.entries());
        putOff(run, page, result.inFlight());
        runs.finishPage(
                run.id(), page.number(), page.late() ? 0 : result.inFlight().size());
    }

    /** Asked once more at the end of the run; whoever is still in flight then is skipped. */
    private void putOff(MailingRun run, Page page, List<RunEntry> inFlight) {
        if (inFlight.isEmpty()) {
            return;
        }
        if (page.late()) {
            runs.addEntries(inFlight);
        } else {
            runs.addPage(
                    run.id(),
                    inFlight.stream().map(RunEntry::customer).distinct().toList(),
                    true);
        }
    }
}
