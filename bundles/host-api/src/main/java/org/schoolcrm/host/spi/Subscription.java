package org.schoolcrm.host.spi;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * What a customer bought (forecast-rules.md 3).
 *
 * @param separate whether it has an account of its own
 * @param lessonCount lessons in one package; meaningful for {@link BillingUnit#LESSON} only
 * @param lessonsCharged lessons of this subscription charged so far, over all its packages
 * @param lessonsLeft lessons still to come of the package under way, none when negative; counts with
 *     {@link PackageLimit#HARD_LIMIT}
 * @param subjects which lessons it covers; empty means any
 * @param lessonTypes which lessons it covers; empty means any
 * @param prices each holds from its day on, the earliest also before it; their order does not matter
 * @param posted first days of the billing periods that the CRM has charged already; of a calendar period that the
 *     subscription enters late, its own first day or the calendar's
 */
public record Subscription(
        SubscriptionId id,
        String name,
        boolean separate,
        BillingUnit unit,
        int lessonCount,
        int lessonsCharged,
        int lessonsLeft,
        Set<SubjectId> subjects,
        Set<LessonTypeId> lessonTypes,
        DateRange valid,
        List<Price> prices,
        Set<LocalDate> posted,
        Rules rules) {

    public Subscription {
        subjects = Set.copyOf(subjects);
        lessonTypes = Set.copyOf(lessonTypes);
        prices = List.copyOf(prices);
        posted = Set.copyOf(posted);
    }

    public AccountId account() {
        return separate ? AccountId.of(id) : AccountId.BASE;
    }

    /** How the subscription is charged: «Поурочная», «Помесячная», «Недельная». */
    public enum BillingUnit {
        LESSON,
        MONTH,
        WEEK
    }

    /** What the package costs from a day on. */
    public record Price(LocalDate from, Money amount) {}

    /**
     * How this CRM charges; the defaults are those of forecast-rules.md 3.
     *
     * @param proration counts with {@link Periods#CALENDAR}
     * @param autoRenew counts with {@link PackageLimit#HARD_LIMIT}
     * @param monthlyCharge counts with {@link BillingUnit#MONTH}
     * @param tariffMinutes the lesson length that the price of {@link BillingUnit#LESSON} is for, null where length
     *     does not matter
     */
    public record Rules(
            Periods periods,
            Proration proration,
            PackageLimit packageLimit,
            boolean autoRenew,
            MonthlyCharge monthlyCharge,
            @Nullable Integer tariffMinutes) {

        public static final Rules DEFAULT = new Rules(
                Periods.ANNIVERSARY, Proration.NONE, PackageLimit.RATE_ONLY, false, MonthlyCharge.PERIOD_START, null);
    }

    /** Where billing periods begin: counted from the subscription's own begin, or with the calendar. */
    public enum Periods {
        ANNIVERSARY,
        CALENDAR
    }

    /** What a partial calendar period costs: the full price, or its share of days. */
    public enum Proration {
        NONE,
        BY_DAYS
    }

    /** Whether the package only sets the rate, or ends after its lessons. */
    public enum PackageLimit {
        RATE_ONLY,
        HARD_LIMIT
    }

    /** Whether a monthly price is charged when the period starts, or spread over its lessons. */
    public enum MonthlyCharge {
        PERIOD_START,
        PER_LESSON
    }
}
