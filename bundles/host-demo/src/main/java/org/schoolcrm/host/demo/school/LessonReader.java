package org.schoolcrm.host.demo.school;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.SubjectId;

/** Reads the lessons that a page of customers is expected at: their own, and those of their groups. */
record LessonReader(Handle handle, Branch branch) {

    private static final String COLUMNS =
            "select l.id, l.starts_at, l.minutes, l.subject_id, l.lesson_type_id, l.status, ";

    Map<Long, List<Lesson>> read(Long[] customers, DateRange window) {
        var from = window.begin().atStartOfDay(branch.zone()).toInstant();
        var last = window.end() == null ? window.begin().plusYears(1) : window.end();
        var until = last.plusDays(1).atStartOfDay(branch.zone()).toInstant();
        var excused = excused(customers, from, until);
        var found = new HashMap<Long, List<Lesson>>();
        collect(
                found,
                excused,
                customers,
                from,
                until,
                COLUMNS + "l.customer_id, null as begins, null as ends"
                        + " from" + RequestedCustomers.CUSTOMERS + " join school_lesson l on l.customer_id = w.id"
                        + " where l.starts_at >= :from and l.starts_at < :until order by l.starts_at, l.id");
        collect(
                found,
                excused,
                customers,
                from,
                until,
                COLUMNS + "m.customer_id, m.begins, m.ends"
                        + " from" + RequestedCustomers.CUSTOMERS + " join school_membership m on m.customer_id = w.id"
                        + " join school_lesson l on l.group_id = m.group_id"
                        + " where l.starts_at >= :from and l.starts_at < :until order by l.starts_at, l.id");
        return found;
    }

    private void collect(
            Map<Long, List<Lesson>> found,
            Set<String> excused,
            Long[] customers,
            Instant from,
            Instant until,
            String sql) {
        handle.createQuery(sql)
                .bind("ids", customers)
                .bind("from", from)
                .bind("until", until)
                .map((row, context) -> found.computeIfAbsent(row.getLong("customer_id"), key -> new ArrayList<>())
                        .add(lesson(row, excused)))
                .list();
    }

    private Set<String> excused(Long[] customers, Instant from, Instant until) {
        return new HashSet<>(handle.createQuery("select a.lesson_id, a.customer_id from" + RequestedCustomers.CUSTOMERS
                        + " join school_attendance a on a.customer_id = w.id"
                        + " join school_lesson l on l.id = a.lesson_id where a.excused"
                        + " and l.starts_at >= :from and l.starts_at < :until")
                .bind("ids", customers)
                .bind("from", from)
                .bind("until", until)
                .map((row, context) -> row.getLong("lesson_id") + ":" + row.getLong("customer_id"))
                .list());
    }

    private static Lesson lesson(ResultSet row, Set<String> excused) throws SQLException {
        return new Lesson(
                new LessonId(row.getLong("id")),
                Columns.instant(row, "starts_at"),
                row.getInt("minutes"),
                new SubjectId(row.getLong("subject_id")),
                new LessonTypeId(row.getLong("lesson_type_id")),
                Lesson.Status.valueOf(row.getString("status")),
                excused.contains(row.getLong("id") + ":" + row.getLong("customer_id")),
                membership(row));
    }

    private static @Nullable DateRange membership(ResultSet row) throws SQLException {
        return row.getObject("begins", LocalDate.class) == null ? null : Columns.range(row);
    }
}
