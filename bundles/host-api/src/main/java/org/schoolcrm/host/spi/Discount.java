package org.schoolcrm.host.spi;

import java.util.Set;
import org.schoolcrm.money.Money;

/**
 * What a customer is let off (forecast-rules.md 3, rule 6).
 *
 * @param basisPoints hundredths of a percent: 1000 is 10 %; zero when the discount is fixed
 * @param fixed taken off every charge that matches, after the percents; zero when the discount is a percentage
 * @param subjects which charges; empty means any
 * @param lessonTypes which charges; empty means any
 */
public record Discount(
        DiscountId id,
        int basisPoints,
        Money fixed,
        Set<SubjectId> subjects,
        Set<LessonTypeId> lessonTypes,
        DateRange valid) {

    public Discount {
        subjects = Set.copyOf(subjects);
        lessonTypes = Set.copyOf(lessonTypes);
    }
}
