package org.schoolcrm.shell.forecast;

import java.io.PrintStream;
import java.util.Set;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.forecast.api.CostRequest;
import org.schoolcrm.forecast.api.SubscriptionCosts;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.shell.ConsoleAction;
import org.schoolcrm.shell.Moments;

/** Shows what the subscriptions of an account cost: «По стоимости абонементов». */
@Service
@Command(scope = "forecast", name = "cost", description = "What the subscriptions of an account cost")
public final class ForecastCost extends ConsoleAction {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Option(name = "--customer", description = "Number of the customer", required = true)
    public long customer;

    @Option(name = "--account", description = "Number of the account, the base account by default")
    public long account;

    @Option(name = "--period", description = "Count those that begin in it too, such as 2026-09-01..2026-09-30")
    public @Nullable String period;

    @Option(name = "--subject", description = "Of subscriptions for that subject only")
    public long subject;

    @Option(name = "--lesson-type", description = "Of subscriptions for that type of lesson only")
    public long lessonType;

    @Option(name = "--no-discounts", description = "At list price")
    public boolean noDiscounts;

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    SubscriptionCosts costs;

    @Reference
    @Nullable
    Customers customers;

    @Reference
    @Nullable
    Branches branches;

    @Reference
    @Nullable
    Clock clock;

    @Override
    protected void perform() {
        if (session != null && costs != null && customers != null && branches != null && clock != null) {
            print(session.getConsole(), costs, customers, branches, clock);
        }
    }

    public void print(PrintStream out, SubscriptionCosts source, Customers known, Branches everywhere, Clock time) {
        var where = everywhere.find(new BranchId(branch)).orElseThrow(() -> HostProblem.BRANCH_UNKNOWN.refuse(branch));
        var today = time.today(where.zone());
        var days = period == null ? new DateRange(today, today) : Moments.days(period);
        var facts = known.facts(where.id(), Set.of(new CustomerId(customer)), days, time.now()).stream()
                .findFirst()
                .orElseThrow(() -> HostProblem.CUSTOMER_UNKNOWN.refuse(customer));
        var filter = new CostFilter(
                subject == 0 ? null : new SubjectId(subject),
                lessonType == 0 ? null : new LessonTypeId(lessonType),
                !noDiscounts);
        var cost = source.cost(new CostRequest(facts, new AccountId(account), where.currency(), today, days, filter));
        new ForecastTable(out).lines(cost.lines(), facts);
        out.println(cost.amount().map(sum -> "in all " + sum).orElse("No active subscription"));
    }
}
