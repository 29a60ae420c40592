package org.schoolcrm.mailing.core.run;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
    private final Routing routing;

    public PageAssessment(
            Customers customers, Acquiring acquiring, CustomerChats chats, Assessment assessment, Routing routing) {
        this.customers = customers;
        this.acquiring = acquiring;
        this.chats = chats;
        this.assessment = assessment;
        this.routing = routing;
    }

    PageResult assess(MailingRun run, Branch branch, Set<CustomerId> page, Instant asOf) {
        var window = run.what().window(run.issued());
        var facts = customers.facts(branch.id(), page, window, asOf);
        var credits = RecentCredits.of(acquiring.recentCredits(branch.id(), page));
        var plan = routing.plan(run.how(), branch.id());
        var bound = plan.names().collect(Collectors.toMap(name -> name, name -> chats.of(branch.id(), name, page)));
        var result = new PageResult(run.id());
        var missing = new HashSet<>(page);
        for (var customer : facts) {
            missing.remove(customer.id());
            var stations = plan.of(channel -> Routing.addressesOf(
                    customer.contacts(),
                    channel,
                    bound.getOrDefault(channel, Map.of()).getOrDefault(customer.id(), List.of())));
            assessment.assess(new Assessment.Case(run, branch, customer, stations, credits, window, asOf), result);
        }
        missing.forEach(result::miss);
        return result;
    }
}
