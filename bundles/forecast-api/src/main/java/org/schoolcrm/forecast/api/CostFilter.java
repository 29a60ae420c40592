package org.schoolcrm.forecast.api;

import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.SubjectId;

/**
 * Which subscriptions count for their cost, and whether at list price.
 *
 * @param subject «Предмет»: only subscriptions for this subject or for any; null for all (R102)
 * @param lessonType «Тип урока»: only subscriptions for this type or for any; null for all (R103)
 * @param applyDiscounts whether the customer's discounts are taken off (A29)
 */
public record CostFilter(
        @Nullable SubjectId subject, @Nullable LessonTypeId lessonType, boolean applyDiscounts) {

    public static final CostFilter ALL = new CostFilter(null, null, true);
}
