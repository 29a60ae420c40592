package org.schoolcrm.host.demo.data;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.schoolcrm.host.demo.SchoolTables;

/**
 * Makes up a school from a seed: two branches far apart, lists, customers of every kind with subscriptions, groups,
 * lessons of sixty days back and ahead, attendance, freezes, discounts and accounts.
 */
final class SchoolGenerator {

    static final int DAYS_AROUND = 60;

    private static final int CHUNK = 5_000;

    private final SchoolTables tables;
    private final long seed;
    private final int size;
    private final LocalDate today;

    SchoolGenerator(SchoolTables tables, long seed, int size, LocalDate today) {
        this.tables = tables;
        this.seed = seed;
        this.size = size;
        this.today = today;
    }

    void generate() {
        branchesAndLists();
        new UserGenerator(tables).generate();
        var calendar = new GroupCalendar(seed, groups(), today);
        calendar.write(tables);
        for (int first = 1; first <= size; first += CHUNK) {
            var chunk = new CustomerRows();
            for (int id = first; id < first + CHUNK && id <= size; id++) {
                new CustomerGenerator(new SplittableRandom(seed + id * 7_919L), id, calendar, today).generate(chunk);
            }
            chunk.write(tables);
        }
    }

    static boolean isFarBranch(long id) {
        return id % 5 >= 3;
    }

    static long branchOf(long id) {
        return isFarBranch(id) ? 2 : 1;
    }

    static ZoneId zoneOf(long branch) {
        return branch == 1 ? ZoneId.of("Europe/Moscow") : ZoneId.of("Asia/Vladivostok");
    }

    /** Ten groups at least, eight pupils or so in each. */
    private int groups() {
        return Math.max(10, size / 8);
    }

    private void branchesAndLists() {
        tables.insertAll(
                "insert into school_branch (id, name, zone, currency) values (?, ?, ?, ?)",
                List.of(
                        new Object[] {1L, "Центр", zoneOf(1).getId(), "RUB"},
                        new Object[] {2L, "Владивосток", zoneOf(2).getId(), "RUB"}));
        tables.insertAll(
                "insert into school_list (kind, id, name, active) values (?, ?, ?, ?)",
                List.of(
                        new Object[] {"STATUS", 1L, "Учится", true},
                        new Object[] {"STATUS", 2L, "Пробный период", true},
                        new Object[] {"STATUS", 3L, "На паузе", false},
                        new Object[] {"STATUS", 4L, "Закончил обучение", false},
                        new Object[] {"SUBJECT", 1L, "Английский язык", true},
                        new Object[] {"SUBJECT", 2L, "Математика", true},
                        new Object[] {"SUBJECT", 3L, "Программирование", true},
                        new Object[] {"SUBJECT", 4L, "Рисование", true},
                        new Object[] {"LESSON_TYPE", 1L, "Индивидуальный", true},
                        new Object[] {"LESSON_TYPE", 2L, "Групповой", true},
                        new Object[] {"LESSON_TYPE", 3L, "Пробный", true}));
    }
}
