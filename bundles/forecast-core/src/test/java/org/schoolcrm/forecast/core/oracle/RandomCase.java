package org.schoolcrm.forecast.core.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.forecast.api.CostRequest;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.forecast.api.PeriodUnit;
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
import org.schoolcrm.host.spi.Subscription.MonthlyCharge;
import org.schoolcrm.host.spi.Subscription.PackageLimit;
import org.schoolcrm.host.spi.Subscription.Periods;
import org.schoolcrm.host.spi.Subscription.Proration;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

/** Draws a customer who hurts: everything begins, ends and changes near the borders of everything else. */
final class RandomCase {

    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Europe/Moscow"),
            ZoneId.of("Europe/Moscow"),
            ZoneId.of("Europe/Kaliningrad"),
            ZoneId.of("Asia/Kamchatka"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/New_York"),
            ZoneId.of("America/Sao_Paulo"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("Asia/Beirut"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Pacific/Apia"),
            ZoneId.of("Pacific/Kiritimati"),
            ZoneId.of("UTC"));
    private static final List<LocalDate> DAYS = List.of(
            LocalDate.parse("2026-09-01"),
            LocalDate.parse("2026-01-31"),
            LocalDate.parse("2026-12-31"),
            LocalDate.parse("2027-02-28"),
            LocalDate.parse("2028-02-28"),
            LocalDate.parse("2028-02-29"),
            LocalDate.parse("2026-03-29"),
            LocalDate.parse("2026-10-25"),
            LocalDate.parse("2011-12-29"),
            LocalDate.parse("2014-10-26"));
    private static final List<LocalTime> TIMES = List.of(
            LocalTime.MIDNIGHT,
            LocalTime.of(0, 30),
            LocalTime.of(2, 30),
            LocalTime.of(10, 0),
            LocalTime.NOON,
            LocalTime.of(23, 30),
            LocalTime.of(23, 59, 59));
    private static final List<Integer> BASIS_POINTS = List.of(0, 1, 500, 1_000, 3_333, 5_000, 9_999, 10_000);
    private static final List<Long> MINORS = List.of(0L, 1L, 100L, 99_99L, 100_000L, 400_000L, 500_000L, 100_000_000L);

    private final Random random;
    private final ZoneId zone;
    private final DateRange window;
    private final String currency;
    /** Whether this is a school where hardly anybody pays by the month. */
    private final boolean byLesson;

    private RandomCase(long seed) {
        random = new Random(new SplittableRandom(seed).nextLong());
        zone = one(ZONES);
        currency = one(List.of("RUB", "RUB", "RUB", "RUB", "JPY", "KWD"));
        byLesson = maybe(50);
        window = window();
    }

    static ForecastRequest forecast(long seed) {
        return new RandomCase(seed).forecast();
    }

    static CostRequest cost(long seed) {
        var one = new RandomCase(seed);
        var customer = one.customer();
        return new CostRequest(
                customer,
                one.account(customer),
                Currency.getInstance(one.currency),
                one.near(),
                one.window,
                new CostFilter(
                        one.maybe(40) ? null : new SubjectId(1 + one.random.nextInt(2)),
                        one.maybe(60) ? null : new LessonTypeId(1 + one.random.nextInt(2)),
                        one.maybe(80)));
    }

    /** The same facts in another order. */
    static CustomerFacts shuffled(CustomerFacts facts, long seed) {
        var random = new Random(seed);
        return Shrinking.with(
                facts,
                mixed(
                        facts.subscriptions().stream()
                                .map(one -> Shrinking.withPrices(one, mixed(one.prices(), random)))
                                .toList(),
                        random),
                mixed(facts.lessons(), random),
                mixed(facts.freezes(), random),
                mixed(facts.discounts(), random));
    }

    private static <T> List<T> mixed(List<T> list, Random random) {
        var mixed = new ArrayList<>(list);
        Collections.shuffle(mixed, random);
        return mixed;
    }

    private ForecastRequest forecast() {
        var customer = customer();
        var request = new ForecastRequest(
                customer, account(customer), money(random.nextInt(-600_000, 900_000)), window, asOf(customer), zone);
        return maybe(30) ? Shrinking.of(request, money(enoughForSome(request))) : request;
    }

    /** What the first lines cost in all, or a kopeck beside it. */
    private long enoughForSome(ForecastRequest request) {
        var lines = NaiveForecaster.forecast(request).lines();
        return random.nextInt(-1, 2)
                + lines.subList(0, random.nextInt(lines.size() + 1)).stream()
                        .mapToLong(line -> line.net().longValueExact())
                        .sum();
    }

    private DateRange window() {
        var begin = maybe(50)
                ? one(DAYS).plusDays(random.nextInt(-1, 2))
                : LocalDate.of(2000, 1, 1).plusDays(random.nextInt(41 * 365));
        if (maybe(60)) {
            var kind = one(List.of(PeriodKind.values()));
            return new DateRange(begin, NaiveCalendar.lastDayOfWindow(kind, one(List.of(PeriodUnit.values())), begin));
        }
        return new DateRange(begin, begin.plusDays(random.nextInt(maybe(10) ? 200 : 40)));
    }

    private Instant asOf(CustomerFacts customer) {
        if (maybe(20) && !customer.lessons().isEmpty()) {
            return one(customer.lessons()).start().plusSeconds(random.nextInt(-1, 2));
        }
        var day = maybe(80) ? window.begin() : near();
        return day.atTime(one(TIMES)).atZone(zone).toInstant();
    }

    private AccountId account(CustomerFacts customer) {
        var separate = customer.subscriptions().stream()
                .filter(Subscription::separate)
                .map(Subscription::account)
                .toList();
        return separate.isEmpty() || maybe(55) ? AccountId.BASE : one(separate);
    }

    private CustomerFacts customer() {
        var subscriptions = many(maybe(10) ? 7 : 4, this::subscription);
        if (maybe(25) && !subscriptions.isEmpty()) {
            subscriptions.add(twin(one(subscriptions)));
        }
        var lessons = many(maybe(20) ? 40 : byLesson ? 20 : 12, this::lesson);
        if (maybe(5) && !lessons.isEmpty()) {
            lessons.add(one(lessons));
        }
        return new CustomerFacts(
                new CustomerId(1),
                new BranchId(1),
                "Анна",
                LegalType.INDIVIDUAL,
                new StudyStatusId(1),
                maybe(90),
                List.of(),
                List.of(),
                subscriptions,
                lessons,
                maybe(50) ? List.of() : many(3, id -> freeze(subscriptions)),
                maybe(40) ? List.of() : many(4, this::discount),
                Set.of());
    }

    private Subscription subscription(long id) {
        var begin = begin();
        var valid = new DateRange(begin, maybe(60) ? null : later(begin));
        var unit = byLesson && maybe(85)
                ? BillingUnit.LESSON
                : one(List.of(
                        BillingUnit.LESSON,
                        BillingUnit.LESSON,
                        BillingUnit.MONTH,
                        BillingUnit.MONTH,
                        BillingUnit.WEEK));
        return new Subscription(
                new SubscriptionId(id),
                "Абонемент " + id,
                maybe(byLesson ? 10 : 25),
                unit,
                unit == BillingUnit.LESSON ? random.nextInt(1, maybe(80) ? 13 : 100) : 0,
                random.nextInt(maybe(50) ? 1 : 30),
                random.nextInt(-1, 5),
                some(2, 35, SubjectId::new),
                some(2, 45, LessonTypeId::new),
                valid,
                prices(valid),
                posted(begin),
                new Subscription.Rules(
                        one(List.of(Periods.values())),
                        one(List.of(Proration.values())),
                        one(List.of(PackageLimit.values())),
                        maybe(50),
                        one(List.of(MonthlyCharge.values())),
                        maybe(80) ? null : one(List.of(45, 60, 90, 7))));
    }

    /** As good a match for every lesson as the other, or nearly. */
    private Subscription twin(Subscription other) {
        var twin = subscription(maybe(50) ? 50 : 0);
        return new Subscription(
                new SubscriptionId(twin.id().value() == 0 ? 60 : twin.id().value()),
                twin.name(),
                maybe(80) ? other.separate() : twin.separate(),
                maybe(70) ? BillingUnit.LESSON : twin.unit(),
                random.nextInt(1, 10),
                twin.lessonsCharged(),
                twin.lessonsLeft(),
                other.subjects(),
                other.lessonTypes(),
                maybe(70) ? other.valid() : twin.valid(),
                twin.prices(),
                twin.posted(),
                twin.rules());
    }

    private LocalDate begin() {
        if (maybe(25)) {
            return near();
        }
        var some = window.begin().minusDays(random.nextInt(maybe(10) ? 2_000 : 130));
        return maybe(40) ? some.withDayOfMonth(some.lengthOfMonth()) : some;
    }

    private List<Subscription.Price> prices(DateRange valid) {
        var prices = new ArrayList<Subscription.Price>();
        var from = maybe(80) ? valid.begin() : near();
        for (int left = random.nextInt(maybe(70) ? 1 : 3); left >= 0; left--) {
            prices.add(new Subscription.Price(from, amount()));
            from = maybe(60) && near().isAfter(from) ? window.begin().plusDays(200 + left) : from.plusDays(1 + left);
        }
        Collections.shuffle(prices, random);
        return prices;
    }

    private Set<LocalDate> posted(LocalDate begin) {
        var posted = new HashSet<LocalDate>();
        for (int left = maybe(60) ? 0 : random.nextInt(1, 5); left > 0; left--) {
            var near = near();
            int months = (int) ((near.toEpochDay() - begin.toEpochDay()) / 30);
            posted.add(
                    switch (random.nextInt(5)) {
                        case 0 -> near;
                        case 1 -> near.withDayOfMonth(1);
                        case 2 -> begin.plusDays((near.toEpochDay() - begin.toEpochDay()) / 7 * 7);
                        case 3 -> begin;
                        default -> begin.plusMonths(months);
                    });
        }
        return posted;
    }

    private Lesson lesson(long id) {
        var day = window.begin()
                .plusDays(random.nextInt(
                        -3,
                        4 + (int) (window.end().toEpochDay() - window.begin().toEpochDay())));
        return new Lesson(
                new LessonId(maybe(50) ? id : 1_000 - id),
                day.atTime(one(TIMES)).atZone(zone).toInstant(),
                one(List.of(45, 60, 60, 90)),
                new SubjectId(1 + random.nextInt(2)),
                new LessonTypeId(1 + random.nextInt(2)),
                maybe(80) ? Lesson.Status.PLANNED : one(List.of(Lesson.Status.values())),
                maybe(8),
                maybe(75) ? null : membership());
    }

    private DateRange membership() {
        var begin = maybe(50) ? window.begin().minusDays(30) : near();
        return new DateRange(begin, maybe(40) ? null : later(begin));
    }

    private Freeze freeze(List<Subscription> subscriptions) {
        var begin = near();
        if (maybe(30) && !subscriptions.isEmpty()) {
            begin = one(subscriptions).valid().begin();
        }
        return new Freeze(
                maybe(50) || subscriptions.isEmpty() ? null : one(subscriptions).id(),
                new DateRange(begin, maybe(10) ? null : maybe(20) ? begin : later(begin)));
    }

    private Discount discount(long id) {
        var begin = maybe(60) ? window.begin().minusDays(random.nextInt(60)) : near();
        return new Discount(
                new DiscountId(maybe(50) ? id : 100 - id),
                one(BASIS_POINTS),
                maybe(40) ? money(0) : money(one(MINORS) / 10),
                some(2, 50, SubjectId::new),
                some(2, 50, LessonTypeId::new),
                new DateRange(begin, maybe(40) ? null : later(begin)));
    }

    private Money amount() {
        return money(maybe(60) ? one(MINORS) : random.nextInt(1_000_000));
    }

    private Money money(long minor) {
        return Money.ofMinor(minor, currency);
    }

    /** A day at a border of the window, or anywhere about it. */
    private LocalDate near() {
        var border = maybe(50) ? window.begin() : window.end();
        return border.plusDays(maybe(60) ? random.nextInt(-1, 2) : random.nextInt(-35, 36));
    }

    private LocalDate later(LocalDate begin) {
        var end = maybe(70) ? near() : begin.plusDays(random.nextInt(120));
        return end.isBefore(begin) ? begin.plusDays(random.nextInt(40)) : end;
    }

    private boolean maybe(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** From none to so many, numbered from 1, in no order. */
    private <T> List<T> many(int most, LongFunction<T> make) {
        var made = new ArrayList<T>();
        for (int id = random.nextInt(most + 1); id > 0; id--) {
            made.add(make.apply(id));
        }
        Collections.shuffle(made, random);
        return made;
    }

    private <T> Set<T> some(int of, int nonePercent, LongFunction<T> make) {
        var some = new HashSet<T>();
        for (int id = 1; id <= of && !maybe(nonePercent); id++) {
            some.add(make.apply(1 + random.nextInt(of)));
        }
        return some;
    }
}
