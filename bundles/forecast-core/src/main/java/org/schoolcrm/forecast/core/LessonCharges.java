package org.schoolcrm.forecast.core;

import java.util.List;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastWarning;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.PackageLimit;
import org.schoolcrm.money.Money;

/** Charges of a subscription that is paid by the lesson (forecast-rules.md 3, rule 2). */
final class LessonCharges {

    private final Subscription one;
    private final List<Visit> visits;

    /** Takes the lessons to come that the subscription pays for, in order. */
    LessonCharges(Subscription one, List<Visit> visits) {
        this.one = one;
        this.visits = visits;
    }

    void project(List<Charge> charges, List<ForecastWarning> warnings) {
        int left = one.rules().packageLimit() == PackageLimit.HARD_LIMIT
                ? Math.max(0, one.lessonsLeft())
                : Integer.MAX_VALUE;
        for (int i = 0; i < visits.size(); i++) {
            var visit = visits.get(i);
            if (i < left) {
                charges.add(Charge.of(one, visit, price(visit, i)));
            } else if (!one.rules().autoRenew()) {
                warnings.add(Matching.warning(ForecastWarning.Kind.PACKAGE_EXHAUSTED, visit));
            } else if ((i - left) % one.lessonCount() == 0) {
                charges.add(wholePackage(i));
            }
        }
    }

    private Money price(Visit visit, int before) {
        var price = new PackagePrice(Prices.on(one, visit.day()), one.lessonCount())
                .ofLessonAfter((long) one.lessonsCharged() + before);
        var tariff = one.rules().tariffMinutes();
        return tariff == null ? price : price.share(visit.lesson().minutes(), tariff);
    }

    private Charge wholePackage(int first) {
        var last = Math.min(first + one.lessonCount(), visits.size()) - 1;
        var date = visits.get(first).day();
        return new Charge(ForecastLine.Kind.PACKAGE, date, visits.get(last).day(), one, null, Prices.on(one, date));
    }
}
