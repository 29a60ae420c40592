package org.schoolcrm.mailing.core.run;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.RecentCredits;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.mailing.api.MailingRun;

/** Assesses a page of customers, for a run and for a dry run alike, on facts and credits read for the page at once. */
public final class PageAssessment {

    private final Customers customers;
    private final Acquiring acquiring;
    private final Assessment assessment;

    public PageAssessment(Customers customers, Acquiring acquiring, Assessment assessment) {
        this.customers = customers;
        this.acquiring = acquiring;
        this.assessment = assessment;
    }

    PageResult assess(MailingRun run, Branch branch, Set<CustomerId> page, Instant asOf) {
        var window = run.what().window(run.issued());
        var facts = customers.facts(branch.id(), page, window, asOf);
        var credits = RecentCredits.of(acquiring.recentCredits(branch.id(), page));
        var result = new PageResult(run.id());
        var missing = new HashSet<>(page);
        for (var customer : facts) {
            missing.remove(customer.id());
            assessment.assess(new Assessment.Case(run, branch, customer, credits, window, asOf), result);
        }
        missing.forEach(result::miss);
        return result;
    }
}
