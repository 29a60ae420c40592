package org.schoolcrm.host.demo.imports;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.Branch;

/** Lessons of one customer or of a group that the school has; one that has been held stays as it was. */
final class LessonIntake implements Intake<LessonIntake.Planned> {

    /** What a line says of a lesson. */
    record Planned(
            Instant start,
            int minutes,
            long subject,
            long lessonType,
            String status,
            @Nullable Long customer,
            @Nullable Long group) {

        boolean hasAttended() {
            return status.equals("HELD") && customer != null;
        }
    }

    @Override
    public Function<Cells, Planned> reader(Handle handle, Branch branch, List<Line> lines, Map<String, Known> known) {
        var references = new References(handle, branch);
        var customers = references.customers(lines);
        var groups = references.groups();
        var subjects = references.list("SUBJECT");
        var types = references.list("LESSON_TYPE");
        var statuses = statuses(handle, known);
        return cells -> {
            boolean own = cells.has(Column.CUSTOMER);
            if (own == cells.has(Column.GROUP)) {
                cells.note(Column.CUSTOMER, Fault.CUSTOMER_OR_GROUP, "");
            }
            cells.required(Column.SUBJECT, 200);
            var status = cells.choice(Column.LESSON_STATUS, Choice.LESSON_STATUS, "PLANNED");
            var earlier = known.get(cells.line().at(Column.EXTERNAL_ID));
            var planned = new Planned(
                    cells.moment(Column.DATE, Column.TIME, branch.zone()),
                    cells.number(Column.MINUTES, 60, 1, 1_440),
                    cells.has(Column.SUBJECT) ? cells.listed(Column.SUBJECT, subjects::find, subjects::words, 0L) : 0,
                    cells.has(Column.LESSON_TYPE)
                            ? cells.listed(Column.LESSON_TYPE, types::find, types::words, 0L)
                            : own ? 1 : 2,
                    status,
                    own ? SubscriptionIntake.referred(cells, customers) : null,
                    cells.has(Column.GROUP) ? group(cells, groups) : null);
            if (earlier != null && "HELD".equals(statuses.get(earlier.id())) && isNews(cells, planned, earlier)) {
                cells.note(Column.LESSON_STATUS, Fault.LESSON_IS_HELD, "");
            }
            return planned;
        };
    }

    private static boolean isNews(Cells cells, Planned planned, Known earlier) {
        var entry = new Entry<>(cells.line().number(), "", planned, earlier, List.of());
        return entry.outcome() == Entry.Outcome.CHANGED;
    }

    private static Map<Long, String> statuses(Handle handle, Map<String, Known> known) {
        var found = new HashMap<Long, String>();
        handle.createQuery("select id, status from school_lesson where id = any(cast(:ids as bigint array))")
                .bindArray(
                        "ids",
                        Long.class,
                        known.values().stream().map(Known::id).toArray())
                .map((row, context) -> found.put(row.getLong("id"), row.getString("status")))
                .list();
        return found;
    }

    private static long group(Cells cells, Map<String, Long> groups) {
        var found = groups.get(cells.line().at(Column.GROUP).toLowerCase(Locale.ROOT));
        if (found == null) {
            cells.note(Column.GROUP, Fault.GROUP_UNKNOWN, "");
            return 0;
        }
        if (found == 0) {
            cells.note(Column.GROUP, Fault.GROUP_AMBIGUOUS, "");
        }
        return found;
    }

    @Override
    public void add(Handle handle, Branch branch, List<Entry<Planned>> entries) {
        var batch = handle.prepareBatch("insert into school_lesson (id, branch_id, group_id, customer_id, starts_at,"
                + " minutes, subject_id, lesson_type_id, status) values (:id, :branch, :group, :customer, :start,"
                + " :minutes, :subject, :type, :status)");
        entries.forEach(
                entry -> bind(batch, entry).bind("branch", branch.id().value()).add());
        batch.execute();
        attend(handle, entries);
    }

    @Override
    public void change(Handle handle, Branch branch, List<Entry<Planned>> entries) {
        var batch = handle.prepareBatch("update school_lesson set group_id = :group, customer_id = :customer,"
                + " starts_at = :start, minutes = :minutes, subject_id = :subject, lesson_type_id = :type,"
                + " status = :status where id = :id");
        entries.forEach(entry -> bind(batch, entry).add());
        batch.execute();
        attend(handle, entries);
    }

    private static PreparedBatch bind(PreparedBatch batch, Entry<Planned> entry) {
        var planned = entry.row();
        return batch.bind("id", entry.id())
                .bindByType("group", planned.group(), Long.class)
                .bindByType("customer", planned.customer(), Long.class)
                .bind("start", planned.start())
                .bind("minutes", planned.minutes())
                .bind("subject", planned.subject())
                .bind("type", planned.lessonType())
                .bind("status", planned.status());
    }

    /** A lesson of one's own that was held was attended. */
    private static void attend(Handle handle, List<Entry<Planned>> entries) {
        var batch = handle.prepareBatch("insert into school_attendance (lesson_id, customer_id, attended, excused)"
                + " values (:lesson, :customer, true, false) on conflict do nothing");
        for (var entry : entries.stream().filter(one -> one.row().hasAttended()).collect(Collectors.toList())) {
            batch.bind("lesson", entry.id())
                    .bind("customer", entry.row().customer())
                    .add();
        }
        batch.execute();
    }
}
