package org.schoolcrm.forecast.core;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.Forecast;
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

/** A customer put together for a forecast, in the words of a teacher. */
final class Pupil {

    static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    static final SubjectId ENGLISH = new SubjectId(1);
    static final SubjectId MATHS = new SubjectId(2);
    static final LessonTypeId GROUP = new LessonTypeId(2);

    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<Lesson> lessons = new ArrayList<>();
    private final List<Freeze> freezes = new ArrayList<>();
    private final List<Discount> discounts = new ArrayList<>();
    private String balance = "0";

    Pupil perLesson(String price, int lessonCount) {
        return subscribe(BillingUnit.LESSON, price, lessonCount, "2026-01-01", null, false);
    }

    Pupil monthly(String price, String begin) {
        return subscribe(BillingUnit.MONTH, price, 0, begin, null, false);
    }

    Pupil subscribe(
            BillingUnit unit,
            String price,
            int count,
            String begin,
            @Nullable String end,
            boolean separate,
            SubjectId... subjects) {
        subscriptions.add(new Subscription(
                new SubscriptionId(subscriptions.size() + 1),
                "Абонемент",
                separate,
                unit,
                count,
                0,
                0,
                Set.of(subjects),
                Set.of(),
                new DateRange(LocalDate.parse(begin), end == null ? null : LocalDate.parse(end)),
                List.of(new Subscription.Price(LocalDate.parse(begin), rub(price))),
                Set.of(),
                Subscription.Rules.DEFAULT));
        return this;
    }

    /** As many English lessons as asked for, one a day from the given day on at noon. */
    Pupil lessons(int count, String from) {
        for (int i = 0; i < count; i++) {
            lesson(LocalDate.parse(from).plusDays(i), LocalTime.NOON, ENGLISH, Lesson.Status.PLANNED);
        }
        return this;
    }

    Pupil lesson(LocalDate day, LocalTime time, SubjectId subject, Lesson.Status status) {
        lessons.add(new Lesson(
                new LessonId(lessons.size() + 1),
                day.atTime(time).atZone(MOSCOW).toInstant(),
                60,
                subject,
                GROUP,
                status,
                false,
                null));
        return this;
    }

    Pupil frozen(String from, String to) {
        freezes.add(new Freeze(null, new DateRange(LocalDate.parse(from), LocalDate.parse(to))));
        return this;
    }

    Pupil percentOff(int percent, String from, @Nullable String to) {
        return discount(percent * 100, "0", from, to);
    }

    Pupil fixedOff(String amount) {
        return discount(0, amount, "2026-01-01", null);
    }

    Pupil hasPaid(String amount) {
        balance = amount;
        return this;
    }

    Forecast owes(String from, String to) {
        return owes(
                AccountId.BASE,
                from,
                to,
                LocalDate.parse(from).atStartOfDay(MOSCOW).toInstant());
    }

    Forecast owes(AccountId account, String from, String to, Instant asOf) {
        var customer = new CustomerFacts(
                new CustomerId(1),
                new BranchId(1),
                "Анна",
                LegalType.INDIVIDUAL,
                new StudyStatusId(1),
                true,
                List.of(),
                List.of(),
                subscriptions,
                lessons,
                freezes,
                discounts,
                Set.of());
        var window = new DateRange(LocalDate.parse(from), LocalDate.parse(to));
        return new ProjectedForecaster()
                .forecast(new ForecastRequest(customer, account, rub(balance), window, asOf, MOSCOW));
    }

    static Money rub(String amount) {
        return Money.of(amount, "RUB");
    }

    private Pupil discount(int basisPoints, String fixed, String from, @Nullable String to) {
        discounts.add(new Discount(
                new DiscountId(discounts.size() + 1),
                basisPoints,
                rub(fixed),
                Set.of(),
                Set.of(),
                new DateRange(LocalDate.parse(from), to == null ? null : LocalDate.parse(to))));
        return this;
    }
}
