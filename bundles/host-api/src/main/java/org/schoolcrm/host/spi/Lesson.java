package org.schoolcrm.host.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lesson that a customer is expected at.
 *
 * @param excused whether this customer has been excused from it
 * @param membership the days on which the customer belongs to the group, null for an individual lesson
 */
public record Lesson(
        LessonId id,
        Instant start,
        int minutes,
        SubjectId subject,
        LessonTypeId type,
        Status status,
        boolean excused,
        @Nullable DateRange membership) {

    /** «Запланирован», «Отменён», «Проведён». */
    public enum Status {
        PLANNED,
        CANCELLED,
        HELD
    }
}
