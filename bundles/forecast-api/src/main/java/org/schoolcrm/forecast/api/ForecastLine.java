package org.schoolcrm.forecast.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

/**
 * One charge to come.
 *
 * @param through the last day that the charge pays for
 * @param subject what is taught, null where the charge is for a whole period
 * @param gross by the price alone
 * @param discount what is let off; zero or more
 */
public record ForecastLine(
        Kind kind,
        LocalDate date,
        LocalDate through,
        SubscriptionId subscription,
        @Nullable SubjectId subject,
        Money gross,
        Money discount) {

    /** What is charged for. */
    public enum Kind {
        LESSON,
        PERIOD
    }

    public Money net() {
        return gross.minus(discount);
    }
}
