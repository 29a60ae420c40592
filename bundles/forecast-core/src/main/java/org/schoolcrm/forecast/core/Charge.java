package org.schoolcrm.forecast.core;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.money.Money;

/** A charge to come, before discounts; lesson charges know what is taught and how. */
record Charge(
        ForecastLine.Kind kind,
        LocalDate date,
        LocalDate through,
        Subscription subscription,
        @Nullable SubjectId subject,
        @Nullable LessonTypeId lessonType,
        Money gross) {}
