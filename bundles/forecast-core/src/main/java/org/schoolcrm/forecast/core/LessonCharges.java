package org.schoolcrm.forecast.core;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.ForecastWarning;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.BillingUnit;
import org.schoolcrm.host.spi.SubscriptionId;

/** Charges for planned lessons, each to the one subscription that pays for it (forecast.md 3, rules 2 and 5). */
record LessonCharges(List<Charge> charges, List<ForecastWarning> warnings) {

    private static final Comparator<Lesson> IN_ORDER = Comparator.comparing(Lesson::start)
            .thenComparing(lesson -> lesson.id().value());

    static LessonCharges project(ForecastRequest request) {
        var subscriptions = new Subscriptions(request.customer());
        var charges = new ArrayList<Charge>();
        var warnings = new ArrayList<ForecastWarning>();
        Map<SubscriptionId, Long> charged = new HashMap<>();
        for (var lesson : toCome(request)) {
            var day = dayOf(lesson, request);
            var payer = subscriptions.payingFor(lesson, day);
            if (payer.isPresent()) {
                var one = payer.get();
                if (one.unit() == BillingUnit.LESSON && one.account().equals(request.account())) {
                    long before = charged.merge(one.id(), 1L, Long::sum) - 1;
                    charges.add(charge(one, lesson, day, one.lessonsCharged() + before));
                }
            } else if (!subscriptions.isCovered(lesson, day)) {
                warnings.add(new ForecastWarning(ForecastWarning.Kind.UNPRICED_LESSON, day, lesson.id()));
            }
        }
        return new LessonCharges(charges, warnings);
    }

    private static List<Lesson> toCome(ForecastRequest request) {
        return request.customer().lessons().stream()
                .filter(lesson -> lesson.status() == Lesson.Status.PLANNED && !lesson.excused())
                .filter(lesson -> request.asOf().isBefore(lesson.start()))
                .filter(lesson -> request.window().contains(dayOf(lesson, request)))
                .filter(lesson ->
                        lesson.membership() == null || lesson.membership().contains(dayOf(lesson, request)))
                .sorted(IN_ORDER)
                .toList();
    }

    private static Charge charge(Subscription one, Lesson lesson, LocalDate day, long chargedBefore) {
        var price = new PackagePrice(Subscriptions.priceOn(one, day), one.lessonCount());
        return new Charge(
                ForecastLine.Kind.LESSON,
                day,
                day,
                one,
                lesson.subject(),
                lesson.type(),
                price.ofLessonAfter(chargedBefore));
    }

    private static LocalDate dayOf(Lesson lesson, ForecastRequest request) {
        return LocalDate.ofInstant(lesson.start(), request.zone());
    }
}
