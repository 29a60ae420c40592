package org.schoolcrm.host.demo.imports;

import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.schoolcrm.host.importer.Entry;
import org.schoolcrm.host.importer.HostWriter.RowWriter;
import org.schoolcrm.host.importer.LessonLines.Planned;
import org.schoolcrm.host.spi.BranchId;

/** Lessons; a customer's own lesson that was held was attended. */
record LessonWriter(Handle handle, BranchId branch) implements RowWriter<Planned> {

    @Override
    public void add(List<Entry<Planned>> entries) {
        var batch = handle.prepareBatch("insert into school_lesson (id, branch_id, group_id, customer_id, starts_at,"
                + " minutes, subject_id, lesson_type_id, status) values (:id, :branch, :group, :customer, :start,"
                + " :minutes, :subject, :type, :status)");
        entries.forEach(
                entry -> bind(batch, entry).bind("branch", branch.value()).add());
        batch.execute();
        attend(entries);
    }

    @Override
    public void change(List<Entry<Planned>> entries) {
        var batch = handle.prepareBatch("update school_lesson set group_id = :group, customer_id = :customer,"
                + " starts_at = :start, minutes = :minutes, subject_id = :subject, lesson_type_id = :type,"
                + " status = :status where id = :id");
        entries.forEach(entry -> bind(batch, entry).add());
        batch.execute();
        attend(entries);
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
    private void attend(List<Entry<Planned>> entries) {
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
