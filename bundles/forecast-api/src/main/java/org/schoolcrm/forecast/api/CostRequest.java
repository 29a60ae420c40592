package org.schoolcrm.forecast.api;

import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.SubjectId;

/**
 * What «По стоимости абонементов» is to be worked out for (forecast.md 4, R102, R103).
 *
 * @param currency of the branch
 * @param on which subscriptions count: those that hold on this day and are not frozen on it
 * @param period and those that begin in it, unless frozen on their first day
 * @param subject only subscriptions for this subject or for any; null for all
 * @param lessonType only subscriptions for this lesson type or for any; null for all
 * @param applyDiscounts whether the customer's discounts are taken off (A29)
 */
public record CostRequest(
        CustomerFacts customer,
        AccountId account,
        Currency currency,
        LocalDate on,
        DateRange period,
        @Nullable SubjectId subject,
        @Nullable LessonTypeId lessonType,
        boolean applyDiscounts) {}
