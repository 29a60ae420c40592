package org.schoolcrm.forecast.core;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.money.Money;

/** A charge to come, before discounts; a charge for one lesson knows which. */
record Charge(
        ForecastLine.Kind kind,
        LocalDate date,
        LocalDate through,
        Subscription subscription,
        @Nullable Lesson lesson,
        Money gross) {

    static Charge of(Subscription subscription, Visit visit, Money gross) {
        return new Charge(ForecastLine.Kind.LESSON, visit.day(), visit.day(), subscription, visit.lesson(), gross);
    }
}
