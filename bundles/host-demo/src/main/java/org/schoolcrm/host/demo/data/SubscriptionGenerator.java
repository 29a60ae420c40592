package org.schoolcrm.host.demo.data;

import java.time.LocalDate;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes up what a customer bought. */
final class SubscriptionGenerator {

    private final SplittableRandom random;
    private final long customer;
    private final LocalDate today;

    SubscriptionGenerator(SplittableRandom random, long customer, LocalDate today) {
        this.random = random;
        this.customer = customer;
        this.today = today;
    }

    /** Opens the account of a subscription that has one of its own. */
    interface AccountOpener {

        void open(CustomerRows rows, long account);
    }

    void generate(CustomerRows rows, int number, @Nullable Long subject, int lessonsHeld, AccountOpener accounts) {
        long id = customer * 10 + number;
        boolean separate = random.nextInt(5) == 0;
        var unit = switch (random.nextInt(10)) {
            case 0, 1 -> "MONTH";
            case 2 -> "WEEK";
            default -> "LESSON";
        };
        long price = CustomerGenerator.price(random);
        int lessons = price == 1_000_00 ? 3 : 8;
        var begins = today.minusDays(random.nextInt(130)).plusDays(random.nextInt(20));
        var ends = random.nextInt(6) == 0 ? today.plusDays(random.nextInt(60)) : null;
        rows.subscriptions.add(new Object[] {
            id,
            customer,
            name(unit, lessons),
            separate,
            unit,
            unit.equals("WEEK") ? price / 4 : price,
            lessons,
            lessonsHeld,
            Math.floorMod(-lessonsHeld, lessons),
            subject,
            null,
            begins,
            ends == null || ends.isAfter(begins) ? ends : begins
        });
        if (separate) {
            accounts.open(rows, id);
        }
        postPeriods(rows, id, unit, begins);
    }

    /** Periods that have begun are charged; one school clerk in twenty is late with the last one. */
    private void postPeriods(CustomerRows rows, long id, String unit, LocalDate begins) {
        boolean late = random.nextInt(20) == 0;
        for (int k = 0; !unit.equals("LESSON"); k++) {
            var start = unit.equals("MONTH") ? begins.plusMonths(k) : begins.plusWeeks(k);
            if (start.isAfter(today.minusDays(late ? 6 : 0))) {
                return;
            }
            rows.postedPeriods.add(new Object[] {id, start});
        }
    }

    private static String name(String unit, int lessons) {
        return switch (unit) {
            case "MONTH" -> "Месяц занятий";
            case "WEEK" -> "Неделя занятий";
            default -> lessons + (lessons < 5 ? " занятия" : " занятий");
        };
    }
}
