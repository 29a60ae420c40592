package org.schoolcrm.itests.benchmarks;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Discount;
import org.schoolcrm.host.spi.DiscountId;
import org.schoolcrm.host.spi.Freeze;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.BillingUnit;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

/** Customers with eight planned lessons each; every third has a discount, every fifth a freeze. */
final class PlannedLessons {

    static final int CUSTOMERS = 1_000;
    static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
    private static final LocalDate BEGIN = LocalDate.parse("2026-09-01");
    private static final Instant AS_OF = BEGIN.atStartOfDay(ZONE).toInstant();

    private PlannedLessons() {}

    static List<ForecastRequest> all() {
        return IntStream.range(0, CUSTOMERS).mapToObj(PlannedLessons::request).toList();
    }

    private static ForecastRequest request(int number) {
        var valid = new DateRange(LocalDate.parse("2026-01-01"), null);
        var subscription = new Subscription(
                new SubscriptionId(number + 1L),
                "8 занятий",
                false,
                BillingUnit.LESSON,
                8,
                number % 8,
                0,
                Set.of(new SubjectId(1)),
                Set.of(),
                valid,
                List.of(new Subscription.Price(valid.begin(), rub(400_000 + 7L * number))),
                Set.of(),
                Subscription.Rules.DEFAULT);
        var lessons = new ArrayList<Lesson>();
        for (int i = 0; i < 8; i++) {
            var start = BEGIN.plusDays(3L * i + 1).atTime(LocalTime.of(16, 30)).atZone(ZONE);
            lessons.add(new Lesson(
                    new LessonId(8L * number + i),
                    start.toInstant(),
                    60,
                    new SubjectId(1),
                    new LessonTypeId(2),
                    Lesson.Status.PLANNED,
                    false,
                    null));
        }
        var discount = new Discount(new DiscountId(number + 1L), 1_050, rub(0), Set.of(), Set.of(), valid);
        var freeze = new Freeze(null, new DateRange(BEGIN.plusDays(10), BEGIN.plusDays(12)));
        var customer = new CustomerFacts(
                new CustomerId(number + 1L),
                new BranchId(1),
                "Анна",
                LegalType.INDIVIDUAL,
                new StudyStatusId(1),
                true,
                List.of(),
                List.of(),
                List.of(subscription),
                lessons,
                number % 5 == 0 ? List.of(freeze) : List.of(),
                number % 3 == 0 ? List.of(discount) : List.of(),
                Set.of());
        var window = new DateRange(BEGIN, BEGIN.plusDays(29));
        return new ForecastRequest(customer, AccountId.BASE, rub(1_000L * (number % 50)), window, AS_OF, ZONE);
    }

    private static Money rub(long minor) {
        return Money.ofMinor(minor, "RUB");
    }
}
