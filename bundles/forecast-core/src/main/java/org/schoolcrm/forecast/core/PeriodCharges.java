package org.schoolcrm.forecast.core;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.BillingUnit;
import org.schoolcrm.host.spi.Subscription.MonthlyCharge;
import org.schoolcrm.host.spi.Subscription.Periods;
import org.schoolcrm.host.spi.Subscription.Proration;
import org.schoolcrm.money.Money;

/** Charges of a subscription that is paid by the month or week (forecast-rules.md 3, rules 3 and 4). */
final class PeriodCharges {

    private final Subscription one;
    private final Freezes freezes;

    PeriodCharges(Subscription one, Freezes freezes) {
        this.one = one;
        this.freezes = freezes;
    }

    /**
     * Projects the periods of the window.
     *
     * @param visits of the subscription, held ones included
     */
    void project(DateRange window, List<Visit> visits, List<Charge> charges) {
        boolean spread = one.unit() == BillingUnit.MONTH && one.rules().monthlyCharge() == MonthlyCharge.PER_LESSON;
        for (var period : BillingPeriod.of(one, window)) {
            var date = freezes.firstFreeDay(one, period.own());
            if (date == null) {
                continue;
            }
            var price = cost(period, Prices.on(one, date));
            if (spread) {
                spread(price, period, visits, charges);
            } else if (!period.isPosted(one)) {
                charges.add(new Charge(ForecastLine.Kind.PERIOD, date, lastDay(period), one, null, price));
            }
        }
    }

    private Money cost(BillingPeriod period, Money price) {
        boolean byDays =
                one.rules().periods() == Periods.CALENDAR && one.rules().proration() == Proration.BY_DAYS;
        return byDays ? price.share(freezes.freeDays(one, period.own()), period.wholeDays()) : price;
    }

    private void spread(Money price, BillingPeriod period, List<Visit> visits, List<Charge> charges) {
        var ofPeriod = new ArrayList<Visit>();
        for (var visit : visits) {
            if (period.own().contains(visit.day())) {
                ofPeriod.add(visit);
            }
        }
        for (int k = 0; k < ofPeriod.size(); k++) {
            if (ofPeriod.get(k).toCome()) {
                var share = new PackagePrice(price, ofPeriod.size()).ofLessonAfter(k);
                charges.add(Charge.of(one, ofPeriod.get(k), share));
            }
        }
    }

    private static LocalDate lastDay(BillingPeriod period) {
        var last = period.own().end();
        return last == null ? period.end() : last;
    }
}
