package org.schoolcrm.forecast.core;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.RecentCredits;
import org.schoolcrm.forecast.api.CustomerForecast;
import org.schoolcrm.forecast.api.ForecastAnswer;
import org.schoolcrm.forecast.api.ForecastProblem;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.Forecaster;
import org.schoolcrm.forecast.api.Forecasts;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountMovements;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Movement;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.api.Clock;

/** Forecasts by customer id: collects the facts, the credits and, for an instant in the past, the movements since. */
public final class ForecastService implements Forecasts {

    /** An instant that is younger than this counts as now. */
    private static final Duration STILL_NOW = Duration.ofMinutes(1);

    private final Forecaster forecaster;
    private final Customers customers;
    private final Branches branches;
    private final List<Acquiring> acquiring;
    private final AccountMovements movements;
    private final Clock clock;

    /** Takes a live list of at most one: online payment may start later than this bundle, and stop. */
    public ForecastService(
            Forecaster forecaster,
            Customers customers,
            Branches branches,
            List<Acquiring> acquiring,
            AccountMovements movements,
            Clock clock) {
        this.forecaster = forecaster;
        this.customers = customers;
        this.branches = branches;
        this.acquiring = acquiring;
        this.movements = movements;
        this.clock = clock;
    }

    @Override
    public List<CustomerForecast> of(BranchId branchId, Set<CustomerId> who, DateRange window, Instant asOf) {
        var branch = branches.find(branchId);
        if (branch.isEmpty() || who.isEmpty()) {
            return List.of();
        }
        var facts = customers.facts(branchId, who, window, asOf);
        return asOf.isBefore(clock.now().minus(STILL_NOW))
                ? forecasts(branch.get(), asOfThen(branch.get(), who, facts, asOf), RecentCredits.NONE, window, asOf)
                : forecasts(branch.get(), facts, credits(branchId, who), window, asOf);
    }

    private RecentCredits credits(BranchId branch, Set<CustomerId> who) {
        var payments = acquiring.stream().findFirst().orElseThrow(ForecastProblem.CREDITS_UNKNOWN::refuse);
        return RecentCredits.of(payments.recentCredits(branch, who));
    }

    private List<CustomerFacts> asOfThen(Branch branch, Set<CustomerId> who, List<CustomerFacts> facts, Instant asOf) {
        var then = new HistoricalFacts(asOf, LocalDate.ofInstant(asOf, branch.zone()));
        var since = movements.since(branch.id(), who, asOf).stream().collect(Collectors.groupingBy(Movement::customer));
        return facts.stream()
                .map(customer -> then.of(customer, since.getOrDefault(customer.id(), List.of())))
                .toList();
    }

    private List<CustomerForecast> forecasts(
            Branch branch, List<CustomerFacts> facts, RecentCredits credits, DateRange window, Instant asOf) {
        var forecasts = new ArrayList<CustomerForecast>();
        for (var customer : sorted(facts)) {
            for (var account : customer.accounts()) {
                var forecast = forecast(branch, customer, account, credits, window, asOf);
                forecasts.add(new CustomerForecast(customer, account.id(), forecast));
            }
        }
        return forecasts;
    }

    private ForecastAnswer forecast(
            Branch branch,
            CustomerFacts customer,
            Account account,
            RecentCredits credits,
            DateRange window,
            Instant asOf) {
        Optional<Money> balance;
        try {
            balance = credits.balanceOf(customer.id(), account);
        } catch (ArithmeticException e) {
            return ForecastAnswer.of(ForecastProblem.AMOUNT_IMPLAUSIBLE.refuse(account.balance()));
        }
        if (balance.isEmpty()) {
            return ForecastAnswer.of(ForecastProblem.PAYMENT_IN_FLIGHT.refuse(account.id()));
        }
        var request = new ForecastRequest(customer, account.id(), balance.get(), window, asOf, branch.zone());
        return forecaster.forecastAll(List.of(request)).get(0);
    }

    private static List<CustomerFacts> sorted(List<CustomerFacts> facts) {
        return facts.stream()
                .sorted(Comparator.comparing(customer -> customer.id().value()))
                .toList();
    }
}
