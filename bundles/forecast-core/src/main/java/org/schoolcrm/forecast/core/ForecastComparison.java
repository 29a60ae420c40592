package org.schoolcrm.forecast.core;

import static org.schoolcrm.forecast.api.ForecastDifference.Kind.BALANCE_CHANGED;
import static org.schoolcrm.forecast.api.ForecastDifference.Kind.DISCOUNT_BEGAN;
import static org.schoolcrm.forecast.api.ForecastDifference.Kind.DISCOUNT_ENDED;
import static org.schoolcrm.forecast.api.ForecastDifference.Kind.PRICE_CHANGED;
import static org.schoolcrm.forecast.api.ForecastDifference.Kind.ROUNDING;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastDifference;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.host.spi.Discount;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

/**
 * Two forecasts beside each other. A line is the same in both if it charges the same on the same day; what differs
 * within such lines is told once for each reason, with its sum and the first day that it shows on.
 */
final class ForecastComparison {

    private static final Comparator<ForecastDifference> IN_ORDER = Comparator.comparing(
                    ForecastDifference::date, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(ForecastDifference::kind)
            .thenComparing(
                    ForecastDifference::subscription,
                    Comparator.nullsLast(Comparator.comparingLong(SubscriptionId::value)));

    private static final Deque<ForecastLine> NONE = new ArrayDeque<>(0);

    /** Packages of one day share a key: the first is compared with the first. */
    private record Key(
            ForecastLine.Kind kind,
            SubscriptionId subscription,
            @Nullable LessonId lesson,
            LocalDate date) {

        static Key of(ForecastLine line) {
            return new Key(line.kind(), line.subscription(), line.lesson(), line.date());
        }
    }

    private record Reason(
            ForecastDifference.Kind kind,
            @Nullable SubscriptionId subscription,
            @Nullable Discount discount) {}

    private final Forecast before;
    private final Forecast after;
    private final Money nothing;
    private final List<ForecastDifference> found = new ArrayList<>();
    private final Map<Reason, ForecastDifference> reasons = new LinkedHashMap<>();

    ForecastComparison(Forecast before, Forecast after) {
        this.before = before;
        this.after = after;
        this.nothing = Money.zero(after.balance().currency());
    }

    List<ForecastDifference> differences() {
        var gone = new LinkedHashMap<Key, Deque<ForecastLine>>();
        before.lines()
                .forEach(line -> gone.computeIfAbsent(Key.of(line), key -> new ArrayDeque<>())
                        .add(line));
        for (var line : after.lines()) {
            var old = gone.getOrDefault(Key.of(line), NONE).poll();
            if (old == null) {
                found.add(ofLine(added(line.kind()), line, line.net()));
            } else {
                compare(old, line);
            }
        }
        gone.values().stream()
                .flatMap(Deque::stream)
                .forEach(line ->
                        found.add(ofLine(gone(line.kind()), line, line.net().negated())));
        found.addAll(reasons.values());
        found.sort(IN_ORDER);
        var paid = before.balance().minus(after.balance());
        if (!paid.isZero()) {
            found.add(new ForecastDifference(BALANCE_CHANGED, null, null, null, paid, null));
        }
        return found;
    }

    private void compare(ForecastLine old, ForecastLine line) {
        var left = line.net().minus(old.net());
        for (var discount : without(old.discounts(), line.discounts())) {
            note(new Reason(DISCOUNT_ENDED, null, discount), line, left);
            left = nothing;
        }
        for (var discount : without(line.discounts(), old.discounts())) {
            note(new Reason(DISCOUNT_BEGAN, null, discount), line, left);
            left = nothing;
        }
        if (!left.isZero()) {
            note(new Reason(isRounding(old, line) ? ROUNDING : PRICE_CHANGED, line.subscription(), null), line, left);
        }
    }

    /** The same package told lesson by lesson differs by no more than one minor unit. */
    private static boolean isRounding(ForecastLine old, ForecastLine line) {
        return old.kind() == ForecastLine.Kind.LESSON
                && Math.abs(line.gross().minus(old.gross()).minor()) <= 1;
    }

    private void note(Reason reason, ForecastLine line, Money amount) {
        var first = new ForecastDifference(
                reason.kind(), line.date(), reason.subscription(), null, amount, reason.discount());
        reasons.merge(
                reason,
                first,
                (sum, next) -> new ForecastDifference(
                        sum.kind(),
                        sum.date(),
                        sum.subscription(),
                        null,
                        sum.amount().plus(next.amount()),
                        sum.discount()));
    }

    private static ForecastDifference ofLine(ForecastDifference.Kind kind, ForecastLine line, Money amount) {
        return new ForecastDifference(kind, line.date(), line.subscription(), line.subject(), amount, null);
    }

    private static List<Discount> without(List<Discount> all, List<Discount> others) {
        return all.stream()
                .filter(one -> others.stream().noneMatch(other -> isSame(one, other)))
                .toList();
    }

    /** A discount whose dates have moved is still the same on the days that it covers. */
    private static boolean isSame(Discount one, Discount other) {
        return one.id().equals(other.id())
                && one.basisPoints() == other.basisPoints()
                && one.fixed().equals(other.fixed());
    }

    private static ForecastDifference.Kind added(ForecastLine.Kind kind) {
        return switch (kind) {
            case LESSON -> ForecastDifference.Kind.LESSON_ADDED;
            case PERIOD, SUBSCRIPTION -> ForecastDifference.Kind.PERIOD_ADDED;
            case PACKAGE -> ForecastDifference.Kind.PACKAGE_ADDED;
        };
    }

    private static ForecastDifference.Kind gone(ForecastLine.Kind kind) {
        return switch (kind) {
            case LESSON -> ForecastDifference.Kind.LESSON_GONE;
            case PERIOD, SUBSCRIPTION -> ForecastDifference.Kind.PERIOD_GONE;
            case PACKAGE -> ForecastDifference.Kind.PACKAGE_GONE;
        };
    }
}
