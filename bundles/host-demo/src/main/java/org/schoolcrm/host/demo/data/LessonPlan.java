package org.schoolcrm.host.demo.data;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** One lesson to be put into the calendar. */
record LessonPlan(
        long id, LocalDate date, OffsetDateTime start, int minutes, long subject, long lessonType, String status) {

    static final String INSERT = "insert into school_lesson (id, branch_id, group_id, customer_id, starts_at, minutes,"
            + " subject_id, lesson_type_id, status) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    boolean isHeld() {
        return status.equals("HELD");
    }

    Object[] row(long branch, @Nullable Long group, @Nullable Long customer) {
        return new Object[] {id, branch, group, customer, start, minutes, subject, lessonType, status};
    }
}
