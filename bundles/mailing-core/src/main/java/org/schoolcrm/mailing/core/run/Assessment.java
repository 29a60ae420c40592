package org.schoolcrm.mailing.core.run;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolcrm.acquiring.api.RecentCredits;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.forecast.api.CostRequest;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.Forecaster;
import org.schoolcrm.forecast.api.SubscriptionCosts;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.SkipReason;
import org.schoolcrm.mailing.core.channel.RoutePlan.Station;
import org.schoolcrm.mailing.core.template.PlannedInvoice;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides, for one customer of a run, which accounts are invoiced over how much, and which are skipped and why. */
public final class Assessment {

    private static final Logger LOG = LoggerFactory.getLogger(Assessment.class);
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    private final Forecaster forecaster;
    private final SubscriptionCosts costs;

    public Assessment(Forecaster forecaster, SubscriptionCosts costs) {
        this.forecaster = forecaster;
        this.costs = costs;
    }

    /**
     * One customer of a run, with all that is known of them.
     *
     * @param stations where they can be written to
     */
    record Case(
            MailingRun run,
            Branch branch,
            CustomerFacts customer,
            List<Station> stations,
            RecentCredits credits,
            DateRange window,
            Instant asOf) {}

    /** Whatever is wrong with one customer is that customer's row of the report, and keeps no other waiting. */
    void assess(Case one, PageResult result) {
        try {
            decide(one, result);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Customer {} of run {} cannot be assessed",
                    one.customer().id(),
                    one.run().id(),
                    e);
            one.customer()
                    .accounts()
                    .forEach(account -> result.fail(one.customer(), account.id(), String.valueOf(e.getMessage())));
        }
    }

    private void decide(Case one, PageResult result) {
        var customer = one.customer();
        var what = one.run().what();
        var against = EligibilityRules.against(
                customer, what.whom(), one.run().issued(), one.branch().zone());
        var accounts = customer.accounts().stream()
                .filter(account -> what.scope().includes(account.id()))
                .toList();
        if (one.stations().isEmpty()) {
            result.skip(customer, SkipReason.NO_RECIPIENT);
        } else if (against.isPresent()) {
            result.skip(customer, against.get());
        } else if (accounts.isEmpty()) {
            result.skip(customer, SkipReason.NO_ACCOUNT);
        } else if (accounts.stream()
                .anyMatch(account ->
                        one.credits().balanceOf(customer.id(), account).isEmpty())) {
            result.skip(customer, SkipReason.PAYMENT_IN_FLIGHT);
        } else {
            accounts.forEach(account -> assess(one, account, result));
        }
    }

    private void assess(Case one, Account account, PageResult result) {
        var customer = one.customer();
        var balance = one.credits().balanceOf(customer.id(), account).orElseThrow();
        var against =
                EligibilityRules.against(customer, account, balance, one.run().what());
        if (against.isPresent()) {
            result.skip(customer, account.id(), against.get());
            return;
        }
        try {
            var due = one.run().what().method() == CalculationMethod.SUBSCRIPTION_COST
                    ? cost(one, account)
                    : Optional.of(forecast(one, account, balance));
            if (due.isEmpty()) {
                result.skip(customer, account.id(), SkipReason.NO_ACTIVE_SUBSCRIPTION);
            } else if (due.get().amount().isPositive()) {
                result.plan(new PlannedInvoice(draft(one, account, due.get()), customer, one.stations()));
            } else {
                result.skip(customer, account.id(), SkipReason.NOTHING_TO_PAY);
            }
        } catch (ProblemException e) {
            result.fail(customer, account.id(), e.type().detail(RUSSIAN, e.arguments()));
        } catch (RuntimeException e) {
            LOG.warn(
                    "Customer {} of run {} cannot be billed",
                    customer.id(),
                    one.run().id(),
                    e);
            result.fail(customer, account.id(), String.valueOf(e.getMessage()));
        }
    }

    /** What is to be paid, and why. */
    private record Due(Money amount, InvoiceExplanation explanation) {}

    /** Balance and number of periods do not matter (forecast-rules.md 4); nothing if no subscription is active. */
    private Optional<Due> cost(Case one, Account account) {
        var what = one.run().what();
        var cost = costs.cost(new CostRequest(
                one.customer(),
                account.id(),
                one.branch().currency(),
                one.run().issued(),
                one.window(),
                new CostFilter(what.whom().subject(), what.whom().lessonType(), what.applyDiscounts())));
        var lines = cost.lines().stream().map(InvoiceLine::of).toList();
        return cost.amount()
                .map(amount -> new Due(amount, new InvoiceExplanation(lines, Money.zero(amount.currency()))));
    }

    private Due forecast(Case one, Account account, Money balance) {
        var forecast = forecaster.forecast(new ForecastRequest(
                one.customer(),
                account.id(),
                balance,
                one.window(),
                one.asOf(),
                one.branch().zone()));
        var lines = forecast.lines().stream().map(InvoiceLine::of).toList();
        return new Due(forecast.amount(), new InvoiceExplanation(lines, forecast.balance(), forecast.snapshot()));
    }

    private static InvoiceDraft draft(Case one, Account account, Due due) {
        var what = one.run().what();
        return new InvoiceDraft(
                new BilledAccount(one.branch().id(), one.customer().id(), account.id()),
                one.customer().name(),
                new InvoicedAmount(what.method(), due.amount(), one.window()),
                what.term().from(one.run().issued()),
                what.repeatable(),
                one.run().id().value(),
                due.explanation());
    }
}
