package org.schoolcrm.forecast.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.host.spi.Discount;

/**
 * Takes the discounts of a customer off a charge: percents first, one after the other by id, then fixed amounts; never
 * below nothing; rounded once per charge (forecast-rules.md 3, rule 6).
 */
final class Discounts {

    private static final int WHOLE = 10_000;

    private final List<Discount> ordered;

    Discounts(List<Discount> discounts) {
        ordered = new ArrayList<>(discounts);
        ordered.sort(Comparator.comparingLong(discount -> discount.id().value()));
    }

    ForecastLine apply(Charge charge) {
        var taken = new ArrayList<Discount>(ordered.size());
        for (var discount : ordered) {
            if (matches(discount, charge)) {
                taken.add(discount);
            }
        }
        var share = Fraction.ONE;
        for (var discount : taken) {
            share = share.times(WHOLE - discount.basisPoints(), WHOLE);
        }
        var net = share.of(charge.gross());
        for (var discount : taken) {
            net = net.minus(discount.fixed());
        }
        var off = net.isNegative() ? charge.gross() : charge.gross().minus(net);
        var lesson = charge.lesson();
        return new ForecastLine(
                charge.kind(),
                charge.date(),
                charge.through(),
                charge.subscription().id(),
                lesson == null ? null : lesson.subject(),
                lesson == null ? null : lesson.id(),
                charge.gross(),
                off,
                taken);
    }

    private static boolean matches(Discount discount, Charge charge) {
        var lesson = charge.lesson();
        var one = charge.subscription();
        return discount.valid().contains(charge.date())
                && covers(discount.subjects(), lesson == null ? null : lesson.subject(), one.subjects())
                && covers(discount.lessonTypes(), lesson == null ? null : lesson.type(), one.lessonTypes());
    }

    /** A charge that is not for one lesson counts for what its subscription lists. */
    private static <T> boolean covers(Set<T> wanted, @Nullable T ofLesson, Set<T> ofSubscription) {
        if (wanted.isEmpty()) {
            return true;
        }
        return ofLesson == null ? ofSubscription.stream().anyMatch(wanted::contains) : wanted.contains(ofLesson);
    }
}
