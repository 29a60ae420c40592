package org.schoolcrm.forecast.core;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastAccuracy;
import org.schoolcrm.forecast.api.ForecastFact;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.ForecastReview;
import org.schoolcrm.forecast.api.Forecaster;
import org.schoolcrm.forecast.spi.StoredForecast;
import org.schoolcrm.forecast.spi.StoredForecasts;
import org.schoolcrm.host.spi.AccountMovements;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.HostProblem;
import org.schoolcrm.host.spi.Movement;
import org.schoolcrm.money.Money;
import org.schoolcrm.problem.ProblemException;

/** Compares forecasts with what the CRM charged later, a page of forecasts at a time. */
public final class ForecastReviewer implements ForecastReview {

    private static final int PAGE = 500;

    private final Forecaster forecaster;
    private final StoredForecasts stored;
    private final AccountMovements movements;
    private final Branches branches;

    public ForecastReviewer(
            Forecaster forecaster, StoredForecasts stored, AccountMovements movements, Branches branches) {
        this.forecaster = forecaster;
        this.stored = stored;
        this.movements = movements;
        this.branches = branches;
    }

    /** A forecast made again from its snapshot. */
    private record Replayed(StoredForecast stored, ForecastRequest request, Forecast forecast) {}

    @Override
    public Optional<ForecastFact> fact(long invoice) {
        return stored.ofInvoice(invoice)
                .map(one -> facts(branch(one.branch()), List.of(replay(one))).get(0));
    }

    @Override
    public ForecastAccuracy accuracy(BranchId branchId, DateRange ended) {
        var branch = branch(branchId);
        var nothing = Money.zero(branch.currency());
        var sum = new ForecastAccuracy(0, 0, nothing, nothing, nothing, 0);
        var page = stored.ended(branchId, ended, 0, PAGE);
        while (!page.isEmpty()) {
            var readable = new ArrayList<Replayed>();
            for (var one : page) {
                replayIfReadable(one).ifPresent(readable::add);
            }
            for (var fact : facts(branch, readable)) {
                sum = with(sum, fact);
            }
            sum = new ForecastAccuracy(
                    sum.forecasts(),
                    sum.exact(),
                    sum.projected(),
                    sum.charged(),
                    sum.error(),
                    sum.unreadable() + page.size() - readable.size());
            page = stored.ended(branchId, ended, page.get(page.size() - 1).invoice(), PAGE);
        }
        return sum;
    }

    private static ForecastAccuracy with(ForecastAccuracy sum, ForecastFact fact) {
        return new ForecastAccuracy(
                sum.forecasts() + 1,
                sum.exact() + (fact.error().isZero() ? 1 : 0),
                sum.projected().plus(fact.projected()),
                sum.charged().plus(fact.charged()),
                sum.error().plus(fact.error()),
                sum.unreadable());
    }

    private List<ForecastFact> facts(Branch branch, List<Replayed> page) {
        if (page.isEmpty()) {
            return List.of();
        }
        var who = page.stream().map(one -> one.stored().customer()).collect(Collectors.toSet());
        var first = page.stream()
                .map(one -> one.request().asOf())
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        var moved =
                movements.since(branch.id(), who, first).stream().collect(Collectors.groupingBy(Movement::customer));
        return page.stream()
                .map(one -> fact(one, moved.getOrDefault(one.stored().customer(), List.of()), branch.zone()))
                .toList();
    }

    private static ForecastFact fact(Replayed one, List<Movement> moved, ZoneId zone) {
        var request = one.request();
        var nothing = Money.zero(request.balance().currency());
        var projected = new TreeMap<LocalDate, Money>();
        var charged = new TreeMap<LocalDate, Money>();
        one.forecast().lines().forEach(line -> projected.merge(line.date(), line.net(), Money::plus));
        for (var movement : moved) {
            var day = LocalDate.ofInstant(movement.at(), zone);
            if (movement.amount().isNegative()
                    && movement.account().equals(request.account())
                    && movement.at().isAfter(request.asOf())
                    && new DateRange(LocalDate.MIN, request.window().end()).contains(day)) {
                charged.merge(day, movement.amount().negated(), Money::plus);
            }
        }
        var days = new TreeMap<>(projected);
        days.putAll(charged);
        return new ForecastFact(
                request.window(),
                days.keySet().stream()
                        .map(day -> new ForecastFact.Day(
                                day, projected.getOrDefault(day, nothing), charged.getOrDefault(day, nothing)))
                        .toList(),
                one.forecast().charges(),
                Money.sum(nothing.currency(), charged.values()));
    }

    private Replayed replay(StoredForecast one) {
        var request = SnapshotReader.read(one.snapshot().document());
        return new Replayed(one, request, forecaster.forecast(request));
    }

    private Optional<Replayed> replayIfReadable(StoredForecast one) {
        try {
            return Optional.of(replay(one));
        } catch (ProblemException unreadable) {
            return Optional.empty();
        }
    }

    private Branch branch(BranchId id) {
        return branches.find(id).orElseThrow(() -> HostProblem.BRANCH_UNKNOWN.refuse(id));
    }
}
