package org.schoolcrm.forecast.core;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.BillingUnit;

/**
 * Charges for billing periods that begin in the window, and for one under way that the CRM has not charged yet
 * (forecast.md 3, rule 3).
 */
final class PeriodCharges {

    private PeriodCharges() {}

    static List<Charge> project(ForecastRequest request) {
        var subscriptions = new Subscriptions(request.customer());
        return request.customer().subscriptions().stream()
                .filter(one -> one.unit() != BillingUnit.LESSON && one.account().equals(request.account()))
                .flatMap(one -> periods(one, request.window())
                        .filter(period -> !one.posted().contains(period.begin()))
                        .flatMap(period -> charge(one, period, subscriptions).stream()))
                .toList();
    }

    /** The periods, counted from the subscription's own begin, that overlap both its life and the window's. */
    private static Stream<DateRange> periods(Subscription one, DateRange window) {
        return Stream.iterate(0L, k -> k + 1)
                .map(k -> new DateRange(start(one, k), start(one, k + 1).minusDays(1)))
                .dropWhile(period ->
                        period.intersect(window).isEmpty() && period.begin().isBefore(window.begin()))
                .takeWhile(period ->
                        window.intersect(period).isPresent() && one.valid().contains(period.begin()));
    }

    private static LocalDate start(Subscription one, long k) {
        var begin = one.valid().begin();
        return one.unit() == BillingUnit.MONTH ? begin.plusMonths(k) : begin.plusWeeks(k);
    }

    private static Optional<Charge> charge(Subscription one, DateRange period, Subscriptions subscriptions) {
        var last = period.end() == null ? period.begin() : period.end();
        return period.begin()
                .datesUntil(last.plusDays(1))
                .filter(day -> !subscriptions.isFrozen(one, day))
                .findFirst()
                .map(day -> new Charge(
                        ForecastLine.Kind.PERIOD, day, last, one, null, null, Subscriptions.priceOn(one, day)));
    }
}
