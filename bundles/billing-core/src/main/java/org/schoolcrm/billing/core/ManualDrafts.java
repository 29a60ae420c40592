package org.schoolcrm.billing.core;

import static org.schoolcrm.billing.api.BillingProblem.AMOUNT_IS_FORECAST;
import static org.schoolcrm.billing.api.BillingProblem.AMOUNT_NOT_POSITIVE;
import static org.schoolcrm.billing.api.BillingProblem.AMOUNT_TOO_LARGE;
import static org.schoolcrm.billing.api.BillingProblem.CURRENCY_NOT_OF_BRANCH;
import static org.schoolcrm.billing.api.BillingProblem.INVOICE_INVALID;
import static org.schoolcrm.billing.api.BillingProblem.NOTHING_TO_PAY;
import static org.schoolcrm.billing.api.BillingProblem.NO_ACTIVE_SUBSCRIPTION;
import static org.schoolcrm.billing.api.BillingProblem.PERIOD_BEGIN_IS_FIXED;
import static org.schoolcrm.billing.api.BillingProblem.PERIOD_ENDS_TOO_EARLY;
import static org.schoolcrm.billing.api.BillingProblem.TERM_ENDS_TOO_EARLY;
import static org.schoolcrm.billing.api.BillingProblem.TERM_IS_OVER;
import static org.schoolcrm.host.spi.HostProblem.ACCOUNT_UNKNOWN;
import static org.schoolcrm.host.spi.HostProblem.BRANCH_UNKNOWN;
import static org.schoolcrm.host.spi.HostProblem.CUSTOMER_UNKNOWN;
import static org.schoolcrm.problem.CommonProblem.REQUIRED;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.schoolcrm.billing.api.BilledAccount;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceDraft;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.billing.api.InvoicedAmount;
import org.schoolcrm.billing.api.ManualInvoice;
import org.schoolcrm.billing.api.PaymentTerm;
import org.schoolcrm.forecast.api.CostRequest;
import org.schoolcrm.forecast.api.Forecasts;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.forecast.api.SubscriptionCosts;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.runtime.api.Clock;

/** Turns an invoice that somebody fills in by hand into what it is to say, by its method (R011–R022). */
public final class ManualDrafts {

    /** As in forecasts; nine million such amounts still add up. */
    private static final long MOST_MINOR = 1_000_000_000_000L;

    private final Branches branches;
    private final Customers customers;
    private final Forecasts forecasts;
    private final SubscriptionCosts costs;
    private final Clock clock;

    public ManualDrafts(
            Branches branches, Customers customers, Forecasts forecasts, SubscriptionCosts costs, Clock clock) {
        this.branches = branches;
        this.customers = customers;
        this.forecasts = forecasts;
        this.costs = costs;
        this.clock = clock;
    }

    /** An amount, whose, and why. */
    private record Priced(CustomerFacts customer, Money amount, InvoiceExplanation explanation) {}

    InvoiceDraft draft(ManualInvoice request) {
        var branch = branches.find(request.branch()).orElseThrow(() -> BRANCH_UNKNOWN.refuse(request.branch()));
        var now = clock.now();
        var today = LocalDate.ofInstant(now, branch.zone());
        var period = period(request, today);
        check(request, branch, period, today);
        var priced = switch (request.method()) {
            case MANUAL -> typed(request, branch, period, now);
            case FORECAST -> forecast(request, period, now);
            case SUBSCRIPTION_COST -> cost(request, branch, period, now);
        };
        return new InvoiceDraft(
                new BilledAccount(request.branch(), request.customer(), request.account()),
                priced.customer().name(),
                new InvoicedAmount(request.method(), priced.amount(), period),
                new PaymentTerm(Objects.requireNonNullElse(request.payFrom(), today), request.payUntil()),
                request.repeatable(),
                null,
                priced.explanation());
    }

    private static DateRange period(ManualInvoice request, LocalDate today) {
        var begin = Objects.requireNonNullElse(request.periodBegin(), today);
        if (request.periodEnd() != null) {
            return new DateRange(begin, request.periodEnd());
        }
        if (request.method() == CalculationMethod.FORECAST) {
            return new DateRange(begin, PeriodUnit.MONTH.lastDay(today));
        }
        return new DateRange(begin, request.periodBegin() == null ? today : null);
    }

    private static void check(ManualInvoice request, Branch branch, DateRange period, LocalDate today) {
        var amount = request.amount();
        var from = Objects.requireNonNullElse(request.payFrom(), today);
        var until = Objects.requireNonNullElse(request.payUntil(), LocalDate.MAX);
        boolean forecast = request.method() == CalculationMethod.FORECAST;
        new FieldChecks()
                .require(amount == null || !forecast, "amount", AMOUNT_IS_FORECAST)
                .require(amount != null || request.method() != CalculationMethod.MANUAL, "amount", REQUIRED)
                .require(amount == null || amount.isPositive(), "amount", AMOUNT_NOT_POSITIVE)
                .require(amount == null || amount.minor() <= MOST_MINOR, "amount", AMOUNT_TOO_LARGE)
                .require(
                        amount == null || amount.currency().equals(branch.currency()),
                        "amount.currency",
                        CURRENCY_NOT_OF_BRANCH,
                        branch.currency())
                .require(!period.isBackwards(), "periodEnd", PERIOD_ENDS_TOO_EARLY)
                .require(!forecast || period.begin().equals(today), "periodBegin", PERIOD_BEGIN_IS_FIXED, today)
                .require(!until.isBefore(from), "payUntil", TERM_ENDS_TOO_EARLY)
                .require(until.isBefore(from) || !until.isBefore(today), "payUntil", TERM_IS_OVER)
                .refuseAs(INVOICE_INVALID);
    }

    private Priced typed(ManualInvoice request, Branch branch, DateRange period, Instant now) {
        var customer = facts(request, period, now);
        var amount = Objects.requireNonNull(request.amount(), "checked before");
        return new Priced(customer, amount, new InvoiceExplanation(List.of(), Money.zero(branch.currency())));
    }

    /** R014, R015, R022. */
    private Priced forecast(ManualInvoice request, DateRange period, Instant now) {
        var ofCustomer = forecasts.of(request.branch(), Set.of(request.customer()), period, now);
        if (ofCustomer.isEmpty()) {
            throw CUSTOMER_UNKNOWN.refuse(request.customer());
        }
        var forecast = ofCustomer.stream()
                .filter(one -> one.account().equals(request.account()))
                .findFirst()
                .orElseThrow(() -> ACCOUNT_UNKNOWN.refuse(request.account()))
                .answer()
                .orThrow();
        if (!forecast.amount().isPositive()) {
            throw NOTHING_TO_PAY.refuse();
        }
        var lines = forecast.lines().stream().map(InvoiceLine::of).toList();
        return new Priced(
                ofCustomer.get(0).customer(),
                forecast.amount(),
                new InvoiceExplanation(lines, forecast.balance(), forecast.snapshot()));
    }

    /** R016: filled in with the cost, or with what was typed over it; then a last line makes up the difference. */
    private Priced cost(ManualInvoice request, Branch branch, DateRange period, Instant now) {
        var customer = facts(request, period, now);
        var today = LocalDate.ofInstant(now, branch.zone());
        var cost = costs.cost(
                new CostRequest(customer, request.account(), branch.currency(), today, period, request.cost()));
        var sum = cost.amount().orElse(Money.zero(branch.currency()));
        var amount = Objects.requireNonNullElse(request.amount(), sum);
        new FieldChecks()
                .require(amount.isPositive(), "amount", NO_ACTIVE_SUBSCRIPTION)
                .refuseAs(INVOICE_INVALID);
        var lines = new ArrayList<>(cost.lines().stream().map(InvoiceLine::of).toList());
        if (!lines.isEmpty() && !amount.equals(sum)) {
            lines.add(new InvoiceLine(today, null, null, amount.minus(sum), Money.zero(branch.currency()), null));
        }
        return new Priced(customer, amount, new InvoiceExplanation(lines, Money.zero(branch.currency())));
    }

    private CustomerFacts facts(ManualInvoice request, DateRange period, Instant now) {
        var day = new DateRange(period.begin(), period.begin());
        var customer = customers.facts(request.branch(), Set.of(request.customer()), day, now).stream()
                .findFirst()
                .orElseThrow(() -> CUSTOMER_UNKNOWN.refuse(request.customer()));
        new FieldChecks()
                .require(customer.account(request.account()).isPresent(), "account", ACCOUNT_UNKNOWN)
                .refuseAs(INVOICE_INVALID);
        return customer;
    }
}
