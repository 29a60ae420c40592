package org.schoolcrm.mailing.core.run;

import java.util.Set;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.core.template.MessageComposers;
import org.schoolcrm.mailing.spi.RunStore;
import org.schoolcrm.mailing.spi.RunStore.Page;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.JobId;
import org.schoolcrm.runtime.spi.JobHandler;
import org.schoolcrm.runtime.spi.JobOutcome;

/** Invoices one page of a run's customers: assesses them outside any transaction, then issues in one. */
public final class PageWorker implements JobHandler {

    static final String KIND = "mailing-page";

    private final RunStore runs;
    private final Branches branches;
    private final PageAssessment assessment;
    private final MessageComposers composers;
    private final PageIssuance issuance;
    private final RunBackpressure backpressure;
    private final Clock clock;

    public PageWorker(
            RunStore runs,
            Branches branches,
            PageAssessment assessment,
            MessageComposers composers,
            PageIssuance issuance,
            RunBackpressure backpressure,
            Clock clock) {
        this.runs = runs;
        this.branches = branches;
        this.assessment = assessment;
        this.composers = composers;
        this.issuance = issuance;
        this.backpressure = backpressure;
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
        var run = runs.find(RunId.fromString(key.substring(0, colon))).orElseThrow();
        if (run.isFree()) {
            runs.page(run.id(), Integer.parseInt(key.substring(colon + 1)))
                    .ifPresent(page -> backpressure.work(() -> work(run, page)));
        }
        return JobOutcome.done();
    }

    private void work(MailingRun run, Page page) {
        var branch = branches.find(run.branch()).orElseThrow();
        var messages = composers.forRun(run, branch);
        var assessed = assessment.assess(run, branch, Set.copyOf(page.customers()), clock.now());
        issuance.issue(run, branch, page, assessed, messages);
    }
}
