package org.schoolcrm.forecast.core;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.host.spi.Discount;
import org.schoolcrm.money.Money;

/**
 * Takes the discounts of a customer off a charge: percents first, one after the other by id, then fixed amounts; never
 * below nothing; rounded once per charge (forecast.md 3, rule 6).
 */
final class Discounts {

    private static final long WHOLE = 10_000;

    private final List<Discount> percents;
    private final List<Discount> fixed;

    Discounts(List<Discount> discounts) {
        var ordered = discounts.stream()
                .sorted(Comparator.comparing(discount -> discount.id().value()))
                .toList();
        percents =
                ordered.stream().filter(discount -> discount.basisPoints() > 0).toList();
        fixed = ordered.stream()
                .filter(discount -> discount.fixed().isPositive())
                .toList();
    }

    ForecastLine apply(Charge charge) {
        var nothing = Money.zero(charge.gross().currency());
        var net = percentsOff(charge);
        for (var discount : fixed) {
            if (matches(discount, charge)) {
                net = net.minus(discount.fixed());
            }
        }
        return new ForecastLine(
                charge.kind(),
                charge.date(),
                charge.through(),
                charge.subscription().id(),
                charge.subject(),
                charge.gross(),
                charge.gross().minus(net.max(nothing)));
    }

    private Money percentsOff(Charge charge) {
        var share = Fraction.ONE;
        for (var discount : percents) {
            if (matches(discount, charge)) {
                share = share.times(WHOLE - discount.basisPoints(), WHOLE);
            }
        }
        return share.of(charge.gross());
    }

    private static boolean matches(Discount discount, Charge charge) {
        return discount.valid().contains(charge.date())
                && covers(
                        discount.subjects(),
                        charge.subject(),
                        charge.subscription().subjects())
                && covers(
                        discount.lessonTypes(),
                        charge.lessonType(),
                        charge.subscription().lessonTypes());
    }

    /** A charge for a whole period counts for what its subscription teaches. */
    private static <T> boolean covers(Set<T> wanted, @Nullable T ofLesson, Set<T> ofSubscription) {
        if (wanted.isEmpty()) {
            return true;
        }
        return ofLesson == null ? ofSubscription.stream().anyMatch(wanted::contains) : wanted.contains(ofLesson);
    }
}
