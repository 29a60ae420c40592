package org.schoolcrm.forecast.core;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.Freeze;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.money.Money;

/** What subscriptions of a customer say about a day: whether they hold, are frozen, cover a lesson, what they cost. */
final class Subscriptions {

    /** Rule 5: who lists more of the lesson explicitly; then separate before base, earliest end, begin, lowest id. */
    private static final Comparator<Subscription> TIES = Comparator.comparing((Subscription one) -> !one.separate())
            .thenComparing(one -> one.valid().end(), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(one -> one.valid().begin())
            .thenComparing(one -> one.id().value());

    private final List<Subscription> all;
    private final List<Freeze> freezes;

    Subscriptions(CustomerFacts customer) {
        this.all = customer.subscriptions();
        this.freezes = customer.freezes();
    }

    /** The one subscription that the lesson is charged to. */
    Optional<Subscription> payingFor(Lesson lesson, LocalDate day) {
        return all.stream()
                .filter(one -> covers(one, lesson, day) && !isFrozen(one, day))
                .min(Comparator.<Subscription>comparingInt(one -> -listed(one)).thenComparing(TIES));
    }

    /** Whether any subscription covers the lesson, be it frozen or not. */
    boolean isCovered(Lesson lesson, LocalDate day) {
        return all.stream().anyMatch(one -> covers(one, lesson, day));
    }

    boolean isFrozen(Subscription one, LocalDate day) {
        return freezes.stream()
                .anyMatch(freeze ->
                        (freeze.subscription() == null || freeze.subscription().equals(one.id()))
                                && freeze.days().contains(day));
    }

    /** The price that holds on the day; before the first price's day the first one holds. */
    static Money priceOn(Subscription one, LocalDate day) {
        var price = one.prices().get(0).amount();
        for (var step : one.prices()) {
            if (!step.from().isAfter(day)) {
                price = step.amount();
            }
        }
        return price;
    }

    private static boolean covers(Subscription one, Lesson lesson, LocalDate day) {
        return one.valid().contains(day)
                && (one.subjects().isEmpty() || one.subjects().contains(lesson.subject()))
                && (one.lessonTypes().isEmpty() || one.lessonTypes().contains(lesson.type()));
    }

    private static int listed(Subscription one) {
        return (one.subjects().isEmpty() ? 0 : 1) + (one.lessonTypes().isEmpty() ? 0 : 1);
    }
}
