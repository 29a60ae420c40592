package org.schoolcrm.forecast.core;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolcrm.acquiring.api.Acquiring;
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
import org.schoolcrm.runtime.api.Clock;

/** Where forecasts are asked for by the customer's number. */
public final class ForecastService implements Forecasts {

    /** Whoever asks for now has asked a moment ago. */
    private static final Duration LONG_AGO = Duration.ofMinutes(1);

    private final Forecaster forecaster;
    private final Customers customers;
    private final Branches branches;
    private final List<Acquiring> acquiring;
    private final AccountMovements ledger;
    private final Clock clock;

    /** Takes a live list of one: online payment may come later than this, and go. */
    public ForecastService(
            Forecaster forecaster,
            Customers customers,
            Branches branches,
            List<Acquiring> acquiring,
            AccountMovements ledger,
            Clock clock) {
        this.forecaster = forecaster;
        this.customers = customers;
        this.branches = branches;
        this.acquiring = acquiring;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public List<CustomerForecast> of(BranchId branchId, Set<CustomerId> who, DateRange window, Instant asOf) {
        var branch = branches.find(branchId);
        if (branch.isEmpty() || who.isEmpty()) {
            return List.of();
        }
        var facts = customers.facts(branchId, who, window, asOf);
        return asOf.isBefore(clock.now().minus(LONG_AGO))
                ? answers(
                        branch.get(),
                        turnedBack(branch.get(), who, facts, asOf),
                        OwnCredits.of(List.of()),
                        window,
                        asOf)
                : answers(branch.get(), facts, credits(branchId, who), window, asOf);
    }

    private OwnCredits credits(BranchId branch, Set<CustomerId> who) {
        var payments = acquiring.stream().findFirst().orElseThrow(ForecastProblem.CREDITS_UNKNOWN::refuse);
        return OwnCredits.of(payments.recentCredits(branch, who));
    }

    private List<CustomerFacts> turnedBack(
            Branch branch, Set<CustomerId> who, List<CustomerFacts> facts, Instant asOf) {
        var then = new HistoricalFacts(asOf, LocalDate.ofInstant(asOf, branch.zone()));
        var since = ledger.since(branch.id(), who, asOf).stream().collect(Collectors.groupingBy(Movement::customer));
        return facts.stream()
                .map(customer -> then.of(customer, since.getOrDefault(customer.id(), List.of())))
                .toList();
    }

    private List<CustomerForecast> answers(
            Branch branch, List<CustomerFacts> facts, OwnCredits credits, DateRange window, Instant asOf) {
        var found = new ArrayList<CustomerForecast>();
        for (var customer : inOrder(facts)) {
            for (var account : customer.accounts()) {
                var answer = answer(branch, customer, account, credits, window, asOf);
                found.add(new CustomerForecast(customer, account.id(), answer));
            }
        }
        return found;
    }

    private ForecastAnswer answer(
            Branch branch,
            CustomerFacts customer,
            Account account,
            OwnCredits credits,
            DateRange window,
            Instant asOf) {
        var balance = credits.balanceOf(customer.id(), account);
        if (balance.isEmpty()) {
            return ForecastAnswer.of(ForecastProblem.PAYMENT_IN_FLIGHT.refuse(account.id()));
        }
        var request = new ForecastRequest(customer, account.id(), balance.get(), window, asOf, branch.zone());
        return forecaster.forecastAll(List.of(request)).get(0);
    }

    private static List<CustomerFacts> inOrder(List<CustomerFacts> facts) {
        return facts.stream()
                .sorted(Comparator.comparing(customer -> customer.id().value()))
                .toList();
    }
}
