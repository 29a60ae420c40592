package org.schoolcrm.host.spi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A lesson of a customer or of a group that the customer belongs, belonged or will belong to.
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

    /** Whether the customer is expected at it: a member of its group on that day, and not excused. */
    public boolean isExpected(ZoneId zone) {
        return !excused && (membership == null || membership.contains(LocalDate.ofInstant(start, zone)));
    }
}
