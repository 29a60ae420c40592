package org.schoolcrm.forecast.core;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.forecast.api.CostRequest;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.SubscriptionCost;
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
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

/** A customer put together for a forecast, in the words of a teacher. */
final class Pupil {

    static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    static final SubjectId ENGLISH = new SubjectId(1);
    static final SubjectId MATHS = new SubjectId(2);
    static final LessonTypeId ALONE = new LessonTypeId(1);
    static final LessonTypeId GROUP = new LessonTypeId(2);

    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<Lesson> lessons = new ArrayList<>();
    private final List<Freeze> freezes = new ArrayList<>();
    private final List<Discount> discounts = new ArrayList<>();
    private final List<String> flaws = new ArrayList<>();
    private ZoneId zone = MOSCOW;
    private Money balance = rub("0");

    Pupil with(Bought... bought) {
        Arrays.stream(bought).forEach(one -> subscriptions.add(one.as(subscriptions.size() + 1)));
        return this;
    }

    Pupil perLesson(String price, int lessonCount) {
        return with(Bought.lessons(price, lessonCount));
    }

    Pupil monthly(String price, String begin) {
        return with(Bought.month(price, begin));
    }

    Pupil in(ZoneId where) {
        zone = where;
        return this;
    }

    /** As many English group lessons as asked for, one a day from the given day on at noon. */
    Pupil lessons(int count, String from) {
        for (int i = 0; i < count; i++) {
            lesson(LocalDate.parse(from).plusDays(i).toString(), "12:00");
        }
        return this;
    }

    /** An English group lesson of an hour. */
    Pupil lesson(String day, String time) {
        return lesson(day, time, lesson -> lesson);
    }

    Pupil lesson(String day, String time, SubjectId subject, LessonTypeId type) {
        return lesson(
                day,
                time,
                lesson -> new Lesson(
                        lesson.id(),
                        lesson.start(),
                        lesson.minutes(),
                        subject,
                        type,
                        lesson.status(),
                        lesson.excused(),
                        lesson.membership()));
    }

    Pupil lesson(String day, String time, Lesson.Status status) {
        return lesson(
                day,
                time,
                lesson -> new Lesson(
                        lesson.id(),
                        lesson.start(),
                        lesson.minutes(),
                        lesson.subject(),
                        lesson.type(),
                        status,
                        lesson.excused(),
                        lesson.membership()));
    }

    Pupil lesson(String day, String time, int minutes, boolean excused, @Nullable DateRange membership) {
        return lesson(
                day,
                time,
                lesson -> new Lesson(
                        lesson.id(),
                        lesson.start(),
                        minutes,
                        lesson.subject(),
                        lesson.type(),
                        lesson.status(),
                        excused,
                        membership));
    }

    private Pupil lesson(String day, String time, UnaryOperator<Lesson> but) {
        var start = LocalDate.parse(day).atTime(LocalTime.parse(time)).atZone(zone);
        lessons.add(but.apply(new Lesson(
                new LessonId(lessons.size() + 1),
                start.toInstant(),
                60,
                ENGLISH,
                GROUP,
                Lesson.Status.PLANNED,
                false,
                null)));
        return this;
    }

    /** The lesson that came last, once more among the facts. */
    Pupil sameLessonAgain() {
        lessons.add(lessons.get(lessons.size() - 1));
        return this;
    }

    Pupil frozen(String from, String to) {
        freezes.add(new Freeze(null, days(from, to)));
        return this;
    }

    Pupil frozen(long subscription, String from, String to) {
        freezes.add(new Freeze(new SubscriptionId(subscription), days(from, to)));
        return this;
    }

    Pupil percentOff(int percent, String from, @Nullable String to) {
        return discount(percent * 100, rub("0"), days(from, to), Set.of(), Set.of());
    }

    Pupil fixedOff(String amount) {
        return discount(0, rub(amount), days("2026-01-01", null), Set.of(), Set.of());
    }

    Pupil discount(
            int basisPoints, Money fixed, DateRange valid, Set<SubjectId> subjects, Set<LessonTypeId> lessonTypes) {
        discounts.add(
                new Discount(new DiscountId(discounts.size() + 1), basisPoints, fixed, subjects, lessonTypes, valid));
        return this;
    }

    Pupil hasPaid(String amount) {
        return hasPaid(rub(amount));
    }

    Pupil hasPaid(Money amount) {
        balance = amount;
        return this;
    }

    Pupil hasFlaw(String flaw) {
        flaws.add(flaw);
        return this;
    }

    Pupil shuffled(long seed) {
        for (var facts : List.of(subscriptions, lessons, freezes, discounts)) {
            Collections.shuffle(facts, new Random(seed));
        }
        return this;
    }

    Forecast owes(String from, String to) {
        return owes(AccountId.BASE, from, to);
    }

    Forecast owes(AccountId account, String from, String to) {
        return owes(account, from, to, LocalDate.parse(from).atStartOfDay(zone).toInstant());
    }

    Forecast owes(AccountId account, String from, @Nullable String to, Instant asOf) {
        return new ProjectedForecaster().forecast(request(account, from, to, asOf));
    }

    ForecastRequest request(AccountId account, String from, @Nullable String to, Instant asOf) {
        return new ForecastRequest(facts(), account, balance, days(from, to), asOf, zone);
    }

    SubscriptionCost costs(
            AccountId account, String on, String end, @Nullable SubjectId subject, @Nullable LessonTypeId type) {
        return costs(account, on, end, subject, type, true);
    }

    SubscriptionCost costs(
            AccountId account,
            String on,
            String end,
            @Nullable SubjectId subject,
            @Nullable LessonTypeId type,
            boolean applyDiscounts) {
        return new ListedCosts()
                .cost(new CostRequest(
                        facts(),
                        account,
                        Currency.getInstance("RUB"),
                        LocalDate.parse(on),
                        days(on, end),
                        new CostFilter(subject, type, applyDiscounts)));
    }

    CustomerFacts facts() {
        return new CustomerFacts(
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
                Set.of(),
                flaws);
    }

    static DateRange days(String from, @Nullable String to) {
        return new DateRange(LocalDate.parse(from), to == null ? null : LocalDate.parse(to));
    }

    static Money rub(String amount) {
        return Money.of(amount, "RUB");
    }
}
