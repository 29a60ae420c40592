package org.schoolcrm.host.importer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.importer.HostRecords.ValueList;
import org.schoolcrm.host.spi.Branch;

/** Lessons of one customer or of a group that the school has; one that has been held stays as it was. */
public final class LessonLines implements LineReader<LessonLines.Planned> {

    /** What a line says of a lesson. */
    public record Planned(
            Instant start,
            int minutes,
            long subject,
            long lessonType,
            String status,
            @Nullable Long customer,
            @Nullable Long group) {

        public boolean hasAttended() {
            return status.equals("HELD") && customer != null;
        }
    }

    @Override
    public Function<Cells, Planned> reader(
            HostRecords host, Branch branch, List<Line> lines, Map<String, Known> known) {
        var references = new References(host);
        var customers = references.customers(lines);
        var groups = references.groups();
        var subjects = references.list(ValueList.SUBJECT);
        var types = references.list(ValueList.LESSON_TYPE);
        var held = host.held(known.values().stream().map(Known::id).toList());
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
                    own ? SubscriptionLines.referred(cells, customers) : null,
                    cells.has(Column.GROUP) ? group(cells, groups) : null);
            if (earlier != null && held.contains(earlier.id()) && isChange(cells, planned, earlier)) {
                cells.note(Column.LESSON_STATUS, Fault.LESSON_IS_HELD, "");
            }
            return planned;
        };
    }

    @Override
    public HostWriter.RowWriter<Planned> writer(HostWriter host) {
        return host.lessons();
    }

    private static boolean isChange(Cells cells, Planned planned, Known earlier) {
        var entry = new Entry<>(cells.line().number(), "", planned, earlier, List.of());
        return entry.outcome() == Entry.Outcome.CHANGED;
    }

    private static long group(Cells cells, Map<String, Long> groups) {
        var found = groups.get(Blanks.word(cells.line().at(Column.GROUP)));
        if (found == null) {
            cells.note(Column.GROUP, Fault.GROUP_UNKNOWN, "");
            return 0;
        }
        if (found == 0) {
            cells.note(Column.GROUP, Fault.GROUP_AMBIGUOUS, "");
        }
        return found;
    }
}
