package org.schoolcrm.host.demo.data;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.schoolcrm.host.demo.SchoolTables;

/** Makes up groups that meet twice a week. */
final class GroupCalendar {

    private static final long LESSONS_PER_GROUP = 1_000;

    private final long seed;
    private final int groups;
    private final LocalDate today;
    private final Map<Long, List<LessonPlan>> lessons = new HashMap<>();

    GroupCalendar(long seed, int groups, LocalDate today) {
        this.seed = seed;
        this.groups = groups;
        this.today = today;
    }

    int groups() {
        return groups;
    }

    static long subjectOf(long group) {
        return 1 + group % 4;
    }

    List<LessonPlan> lessonsOf(long group) {
        return lessons.computeIfAbsent(group, this::plan);
    }

    void write(SchoolTables tables) {
        var rows = new ArrayList<Object[]>();
        var calendar = new ArrayList<Object[]>();
        for (long id = 1; id <= groups; id++) {
            long branch = SchoolGenerator.branchOf(id);
            rows.add(new Object[] {id, branch, "Группа " + id, subjectOf(id)});
            for (var lesson : lessonsOf(id)) {
                calendar.add(lesson.row(branch, id, null));
            }
        }
        tables.insertAll("insert into school_group (id, branch_id, name, subject_id) values (?, ?, ?, ?)", rows);
        tables.insertAll(LessonPlan.INSERT, calendar);
    }

    private List<LessonPlan> plan(long group) {
        var random = new SplittableRandom(seed ^ group * 104_729L);
        var zone = SchoolGenerator.zoneOf(SchoolGenerator.branchOf(group));
        int firstDay = random.nextInt(1, 4);
        var time = LocalTime.of(random.nextInt(9, 21), random.nextInt(2) * 30);
        var plan = new ArrayList<LessonPlan>();
        for (int days = -SchoolGenerator.DAYS_AROUND; days <= SchoolGenerator.DAYS_AROUND; days++) {
            var date = today.plusDays(days);
            int weekday = date.getDayOfWeek().getValue();
            if (weekday == firstDay || weekday == firstDay + 3) {
                var status = random.nextInt(20) == 0 ? "CANCELLED" : days < 0 ? "HELD" : "PLANNED";
                var start = date.atTime(time).atZone(zone).withZoneSameInstant(ZoneOffset.UTC);
                plan.add(new LessonPlan(
                        group * LESSONS_PER_GROUP + plan.size(),
                        date,
                        start.toOffsetDateTime(),
                        90,
                        subjectOf(group),
                        2,
                        status));
            }
        }
        return plan;
    }
}
