package org.schoolcrm.host.demo.data;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes up one customer: who they are, how to reach them, what they bought, when they come, what they owe. */
final class CustomerGenerator {

    /** Prices of packages and months, in kopecks; 1000 for three lessons does not divide evenly. */
    private static final long[] PRICES = {4_000_00, 6_400_00, 1_000_00, 5_000_00, 7_200_00};

    private final SplittableRandom random;
    private final long id;
    private final long branch;
    private final GroupCalendar calendar;
    private final LocalDate today;

    CustomerGenerator(SplittableRandom random, long id, GroupCalendar calendar, LocalDate today) {
        this.random = random;
        this.id = id;
        this.branch = SchoolGenerator.branchOf(id);
        this.calendar = calendar;
        this.today = today;
    }

    void generate(CustomerRows rows) {
        boolean company = oneIn(12);
        boolean lead = oneIn(16);
        boolean archived = !lead && oneIn(16);
        long status = archived ? 4 : oneIn(10) ? 3 : oneIn(8) ? 2 : 1;
        var name = company ? Names.company(random) : Names.person(random);
        rows.customers.add(
                new Object[] {id, branch, name, company ? "LEGAL_ENTITY" : "INDIVIDUAL", status, lead, archived});
        contacts(rows, company);
        account(rows, 0);
        if (lead) {
            return;
        }
        long group = groupOfBranch();
        boolean individual = oneIn(5);
        var subscription = new SubscriptionGenerator(random, id, today);
        int held = individual ? individualLessons(rows) : groupLessons(rows, group);
        subscription.generate(rows, 1, individual ? null : GroupCalendar.subjectOf(group), held, this::account);
        if (oneIn(4)) {
            subscription.generate(rows, 2, 1 + random.nextLong(4), 0, this::account);
        }
        freezeAndDiscount(rows);
    }

    private void contacts(CustomerRows rows, boolean company) {
        int position = 0;
        if (!oneIn(8)) {
            rows.contacts.add(
                    new Object[] {id, position++, "EMAIL", (company ? "office" : "parent") + id + "@example.org"});
        }
        if (!oneIn(10)) {
            rows.contacts.add(new Object[] {id, position++, "MOBILE_PHONE", "+7916%07d".formatted(id)});
        }
        if (oneIn(6)) {
            rows.contacts.add(new Object[] {id, position++, "OTHER_PHONE", "+7495%07d".formatted(id)});
        }
        if (oneIn(5)) {
            rows.contacts.add(new Object[] {id, position, "TELEGRAM", Long.toString(700_000_000L + id)});
        }
    }

    private void account(CustomerRows rows, long account) {
        long balance = switch (random.nextInt(10)) {
            case 0, 1, 2 -> 0;
            case 3, 4, 5 -> random.nextLong(1, 40) * 100_00;
            case 6 -> random.nextLong(1, 900_000);
            case 7 -> 20_000_00;
            default -> -random.nextLong(1, 30) * 150_00;
        };
        rows.accounts.add(new Object[] {id, account, balance, (int) (balance / 500_00)});
        if (balance != 0) {
            rows.entries.add(new Object[] {id, account, balance, noon(today.minusDays(10)), "Входящий остаток"});
        }
    }

    private int groupLessons(CustomerRows rows, long group) {
        var joined = today.minusDays(random.nextInt(20, 120));
        var left = oneIn(15) ? today.plusDays(random.nextInt(5, 40)) : null;
        rows.memberships.add(new Object[] {group, id, joined, left});
        int held = 0;
        for (var lesson : calendar.lessonsOf(group)) {
            if (!lesson.date().isBefore(joined)) {
                held += attend(rows, lesson);
            }
        }
        return held;
    }

    private int individualLessons(CustomerRows rows) {
        var zone = SchoolGenerator.zoneOf(branch);
        int hour = random.nextInt(9, 23);
        int held = 0;
        for (int days = -SchoolGenerator.DAYS_AROUND + random.nextInt(7);
                days <= SchoolGenerator.DAYS_AROUND;
                days += 7) {
            var date = today.plusDays(days);
            var status = oneIn(15) ? "CANCELLED" : days < 0 ? "HELD" : "PLANNED";
            var start = date.atTime(hour, 30)
                    .atZone(zone)
                    .withZoneSameInstant(ZoneOffset.UTC)
                    .toOffsetDateTime();
            var lesson = new LessonPlan(-id * 1_000 - (days + 100), date, start, 60, 1 + id % 4, 1, status);
            rows.lessons.add(lesson.row(branch, null, id));
            held += attend(rows, lesson);
        }
        return held;
    }

    /** Whether the lesson was held with the customer present, as 1 or 0. */
    private int attend(CustomerRows rows, LessonPlan lesson) {
        boolean excused = oneIn(25);
        boolean attended = lesson.isHeld() && !excused && !oneIn(10);
        if (excused || lesson.isHeld()) {
            rows.attendance.add(new Object[] {lesson.id(), id, attended, excused});
        }
        return attended ? 1 : 0;
    }

    private void freezeAndDiscount(CustomerRows rows) {
        if (oneIn(12)) {
            var begins = today.plusDays(random.nextInt(-5, 25));
            rows.freezes.add(new Object[] {id, id, null, begins, begins.plusDays(random.nextInt(3, 14))});
        }
        if (oneIn(6)) {
            int percent = oneIn(3) ? 0 : 100 * (1 + random.nextInt(20));
            var ends = oneIn(2) ? today.plusDays(random.nextInt(3, 40)) : null;
            rows.discounts.add(new Object[] {
                id, id, percent, percent == 0 ? 100_00L : 0L, subjectOrAny(), today.minusDays(30), ends
            });
        }
    }

    private @Nullable Long subjectOrAny() {
        return oneIn(3) ? Long.valueOf(1 + random.nextLong(4)) : null;
    }

    private long groupOfBranch() {
        long group = 1 + random.nextLong(calendar.groups());
        while (SchoolGenerator.branchOf(group) != branch) {
            group = 1 + group % calendar.groups();
        }
        return group;
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    static OffsetDateTime noon(LocalDate day) {
        return day.atTime(12, 0).atOffset(ZoneOffset.UTC);
    }

    static long price(SplittableRandom random) {
        return PRICES[random.nextInt(PRICES.length)];
    }
}
