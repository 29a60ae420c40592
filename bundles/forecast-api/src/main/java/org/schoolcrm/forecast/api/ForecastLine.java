package org.schoolcrm.forecast.api;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.Discount;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

/**
 * One charge to come.
 *
 * @param date the day in the branch's zone that the charge is made on; discounts are those of this day
 * @param through the last day that the charge pays for
 * @param subject what is taught, null where the charge is not for one lesson
 * @param lesson what is charged for, null where the charge is not for one lesson
 * @param gross by the price alone
 * @param discount what is let off; zero or more, never more than gross
 * @param discounts the discounts that were taken, in the order in which they were
 */
public record ForecastLine(
        Kind kind,
        LocalDate date,
        LocalDate through,
        SubscriptionId subscription,
        @Nullable SubjectId subject,
        @Nullable LessonId lesson,
        Money gross,
        Money discount,
        List<Discount> discounts) {

    /** What is charged for. */
    public enum Kind {
        /** A planned lesson. */
        LESSON,
        /** A month or a week. */
        PERIOD,
        /** A whole package that begins when the one before is used up. */
        PACKAGE,
        /** What a subscription costs, when that is what is asked. */
        SUBSCRIPTION
    }

    public ForecastLine {
        discounts = List.copyOf(discounts);
    }

    public Money net() {
        return gross.minus(discount);
    }
}
