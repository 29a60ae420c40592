package org.schoolcrm.shell.billing;

import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.UnpaidInvoicePolicy;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.shell.ConsoleAction;
import org.schoolcrm.shell.Moments;
import org.schoolcrm.shell.Operators;

/** Issues an invoice as the form does. */
@Service
@Command(scope = "billing", name = "issue", description = "Issues an invoice")
public final class BillingIssue extends ConsoleAction {

    @Option(name = "--branch", description = "Number of the branch", required = true)
    public long branch;

    @Option(name = "--customer", description = "Number of the customer", required = true)
    public long customer;

    @Option(name = "--account", description = "Number of the account, the base account by default")
    public long account;

    @Option(name = "--method", description = "MANUAL, FORECAST or SUBSCRIPTION_COST")
    public String method = "MANUAL";

    @Option(name = "--amount", description = "Such as 1500.00, in the currency of the branch")
    public @Nullable String amount;

    @Option(name = "--period", description = "Days that it is for, such as 2026-09-01..2026-09-30")
    public @Nullable String period;

    @Option(name = "--subject", description = "By cost: of subscriptions for that subject only")
    public long subject;

    @Option(name = "--lesson-type", description = "By cost: of subscriptions for that type of lesson only")
    public long lessonType;

    @Option(name = "--no-discounts", description = "By cost: at list price")
    public boolean noDiscounts;

    @Option(name = "--from", description = "The first day on which it can be paid, today by default")
    public @Nullable String from;

    @Option(name = "--until", description = "The last day on which it can be paid, such as 2026-09-30")
    public @Nullable String until;

    @Option(name = "--repeatable", description = "It may be paid again")
    public boolean repeatable;

    @Option(name = "--earlier", description = "ASK, KEEP or REPLACE an unpaid invoice for the same money")
    public String earlier = "ASK";

    @Reference
    @Nullable
    Session session;

    @Reference
    @Nullable
    Billing billing;

    @Reference
    @Nullable
    Branches branches;

    @Override
    protected void perform() {
        if (session != null && billing != null && branches != null) {
            issue(session.getConsole(), billing, branches, Operators.at(session));
        }
    }

    public void issue(PrintStream out, Billing target, Branches known, Actor operator) {
        var where = known.find(new BranchId(branch)).orElseThrow(() -> HostProblem.BRANCH_UNKNOWN.refuse(branch));
        var days = period == null ? null : Moments.days(period);
        var filter = new CostFilter(
                subject == 0 ? null : new SubjectId(subject),
                lessonType == 0 ? null : new LessonTypeId(lessonType),
                !noDiscounts);
        var issued = target.issueManual(
                new ManualInvoice(
                        where.id(),
                        new CustomerId(customer),
                        new AccountId(account),
                        CalculationMethod.valueOf(method.toUpperCase(Locale.ROOT)),
                        amount == null
                                ? null
                                : Money.of(amount, where.currency().getCurrencyCode()),
                        days == null ? null : days.begin(),
                        days == null ? null : days.end(),
                        filter,
                        from == null ? null : LocalDate.parse(from),
                        until == null ? null : LocalDate.parse(until),
                        repeatable,
                        UnpaidInvoicePolicy.valueOf(earlier.toUpperCase(Locale.ROOT))),
                operator);
        InvoiceTable.print(out, List.of(issued.invoice()));
        out.println(target.link(issued.token()));
    }
}
