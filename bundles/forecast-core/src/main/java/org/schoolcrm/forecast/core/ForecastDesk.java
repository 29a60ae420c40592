package org.schoolcrm.forecast.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.forecast.api.CustomerForecast;
import org.schoolcrm.forecast.api.ForecastAnswer;
import org.schoolcrm.forecast.api.ForecastProblem;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.Forecaster;
import org.schoolcrm.forecast.api.Forecasts;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;

/** Where forecasts are asked for by the customer's number. */
public final class ForecastDesk implements Forecasts {

    private final Forecaster forecaster;
    private final Customers customers;
    private final Branches branches;
    private final List<Acquiring> acquiring;

    /** Takes a live list of one: online payment may come later than this, and go. */
    public ForecastDesk(Forecaster forecaster, Customers customers, Branches branches, List<Acquiring> acquiring) {
        this.forecaster = forecaster;
        this.customers = customers;
        this.branches = branches;
        this.acquiring = acquiring;
    }

    @Override
    public List<CustomerForecast> of(BranchId branchId, Set<CustomerId> who, DateRange window, Instant asOf) {
        var branch = branches.find(branchId);
        if (branch.isEmpty() || who.isEmpty()) {
            return List.of();
        }
        var payments = acquiring.stream().findFirst().orElseThrow(ForecastProblem.CREDITS_UNKNOWN::refuse);
        var facts = customers.facts(branchId, who, window, asOf);
        var credits = OwnCredits.of(payments.recentCredits(branchId, who));
        var found = new ArrayList<CustomerForecast>();
        for (var customer : inOrder(facts)) {
            for (var account : customer.accounts()) {
                var answer = answer(branch.get(), customer, account, credits, window, asOf);
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
