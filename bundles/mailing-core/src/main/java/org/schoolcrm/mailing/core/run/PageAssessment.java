package org.schoolcrm.mailing.core.run;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.RecentCredits;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.core.channel.CustomerChats;
import org.schoolcrm.mailing.core.channel.Routing;

/** Assesses a page of customers, for a run and for a dry run alike, on facts and credits read for the page at once. */
public final class PageAssessment {

    private final Customers customers;
    private final Acquiring acquiring;
    private final CustomerChats chats;
    private final Assessment assessment;

    public PageAssessment(Customers customers, Acquiring acquiring, CustomerChats chats, Assessment assessment) {
        this.customers = customers;
        this.acquiring = acquiring;
        this.chats = chats;
        this.assessment = assessment;
    }

    PageResult assess(MailingRun run, Branch branch, Set<CustomerId> page, Instant asOf) {
        var window = run.what().window(run.issued());
        var facts = customers.facts(branch.id(), page, window, asOf);
        var credits = RecentCredits.of(acquiring.recentCredits(branch.id(), page));
        var channel = Routing.addressesLike(run.how().method());
        var bound = chats.of(branch.id(), channel, page);
        var result = new PageResult(run.id());
        var missing = new HashSet<>(page);
        for (var customer : facts) {
            missing.remove(customer.id());
            var addresses =
                    Routing.addressesOf(customer.contacts(), channel, bound.getOrDefault(customer.id(), List.of()));
            assessment.assess(new Assessment.Case(run, branch, customer, credits, addresses, window, asOf), result);
        }
        missing.forEach(result::miss);
        return result;
    }
}
