package org.schoolcrm.forecast.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastDifference;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.core.ProjectedForecaster;
import org.schoolcrm.forecast.core.ReplayedHistory;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Freeze;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.Subscription.BillingUnit;
import org.schoolcrm.host.spi.Subscription.PackageLimit;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

/** What is true of every forecast, whatever the facts. The profile {@code oracles} asks more often. */
class ForecastPropertiesTest {

    private static final long CASES = Long.getLong("oracle.cases", 20_000) / 10;

    private final ProjectedForecaster forecaster = new ProjectedForecaster();
    private final ReplayedHistory history = new ReplayedHistory(forecaster);

    @Test
    void more_balance_never_raises_the_amount() {
        always(seed -> {
            var request = RandomCase.forecast(seed);
            var before = forecaster.forecast(request);
            var more = new Money(
                    new Random(seed).nextInt(400_000), request.balance().currency());
            var after =
                    forecaster.forecast(Shrinking.of(request, request.balance().plus(more)));

            assertThat(after.amount()).isLessThanOrEqualTo(before.amount());
            assertThat(before.amount().minus(after.amount())).isLessThanOrEqualTo(more);
        });
    }

    @Test
    void no_amount_is_negative_and_no_discount_exceeds_its_charge() {
        always(seed -> {
            var forecast = forecaster.forecast(RandomCase.forecast(seed));

            assertThat(forecast.amount().isNegative()).isFalse();
            assertThat(forecast.lines())
                    .noneMatch(line -> line.gross().isNegative())
                    .noneMatch(line -> line.discount().isNegative())
                    .noneMatch(line -> line.net().isNegative());
        });
    }

    @Test
    void the_order_of_the_facts_makes_no_difference() {
        always(seed -> {
            var request = RandomCase.forecast(seed);
            var mixed = Shrinking.of(request, RandomCase.shuffled(request.customer(), seed));

            assertThat(forecaster.forecast(mixed)).isEqualTo(forecaster.forecast(request));
        });
    }

    @Test
    void a_snapshot_gives_the_same_forecast_again() {
        always(seed -> {
            var forecast = forecaster.forecast(RandomCase.forecast(seed));
            var replayed = history.replay(forecast.snapshot().document());

            assertThat(Answer.text(replayed)).isEqualTo(Answer.text(forecast));
            assertThat(replayed.snapshot()).isEqualTo(forecast.snapshot());
        });
    }

    @Test
    void reasons_of_a_change_add_up_to_the_change() {
        always(seed -> {
            var request = RandomCase.forecast(seed);
            var currency = request.balance().currency();
            var before = forecaster.forecast(request);
            var after = forecaster.forecast(changed(request, seed));
            var reasons = history.diff(before, after).stream()
                    .map(ForecastDifference::amount)
                    .toList();

            assertThat(Money.sum(currency, reasons)).isEqualTo(due(after).minus(due(before)));
            assertThat(history.diff(before, before)).isEmpty();
        });
    }

    @Test
    void lesson_charges_of_adjacent_windows_are_those_of_the_whole() {
        always(seed -> {
            var request = RandomCase.forecast(seed);
            var window = request.window();
            int length = (int) (window.end().toEpochDay() - window.begin().toEpochDay());
            var middle = window.begin().plusDays(new Random(seed).nextInt(length + 1));
            var first = by(request, new DateRange(window.begin(), middle));
            var rest = by(
                    Shrinking.of(request, charged(request.customer(), first)),
                    new DateRange(middle.plusDays(1), window.end()));
            var parts = new ArrayList<>(first);
            parts.addAll(middle.isEqual(window.end()) ? List.of() : rest);

            assertThat(parts.stream().map(Answer::text))
                    .isEqualTo(by(request, window).stream().map(Answer::text).toList());
        });
    }

    @Test
    void n_lessons_of_a_package_sum_to_its_price_wherever_the_package_stands() {
        var random = new Random(4);
        for (int n = 1; n <= 60; n++) {
            for (int repeat = 0; repeat < 20; repeat++) {
                var price = Money.ofMinor(random.nextInt(1_000_000), "RUB");
                assertThat(ofPackage(price, n, random.nextInt(1_000)).charges()).isEqualTo(price);
            }
        }
    }

    private static void always(LongConsumer holds) {
        LongStream.range(0, CASES).parallel().forEach(seed -> {
            try {
                holds.accept(seed);
            } catch (AssertionError broken) {
                throw new AssertionError("seed " + seed + ": " + RandomCase.forecast(seed), broken);
            }
        });
    }

    private static Money due(Forecast forecast) {
        return forecast.charges().minus(forecast.balance());
    }

    /** A day later, one record fewer of each kind, another balance. */
    private static ForecastRequest changed(ForecastRequest request, long seed) {
        var facts = request.customer();
        var fewer = Shrinking.with(
                facts,
                seed % 2 == 0 ? facts.subscriptions() : fewer(facts.subscriptions()),
                fewer(facts.lessons()),
                fewer(facts.freezes()),
                fewer(facts.discounts()));
        var balance = new Money(
                seed % 3 == 0 ? 77 : request.balance().minor(),
                request.balance().currency());
        return new ForecastRequest(
                fewer,
                request.account(),
                balance,
                request.window(),
                request.asOf().plusSeconds(86_400),
                request.zone());
    }

    private static <T> List<T> fewer(List<T> all) {
        return all.isEmpty() ? all : all.subList(1, all.size());
    }

    /** Lesson lines of subscriptions without a limit. */
    private List<ForecastLine> by(ForecastRequest request, DateRange window) {
        if (window.isBackwards()) {
            return List.of();
        }
        var part = new ForecastRequest(
                request.customer(), request.account(), request.balance(), window, request.asOf(), request.zone());
        return forecaster.forecast(part).lines().stream()
                .filter(line -> line.kind() == ForecastLine.Kind.LESSON)
                .filter(line -> !isLimited(
                        request.customer().subscription(line.subscription()).orElseThrow()))
                .toList();
    }

    private static boolean isLimited(Subscription one) {
        return one.unit() == BillingUnit.LESSON && one.rules().packageLimit() == PackageLimit.HARD_LIMIT;
    }

    /** The facts after these lessons were charged. */
    private static CustomerFacts charged(CustomerFacts facts, List<ForecastLine> lines) {
        var carried = new ArrayList<Subscription>();
        for (var one : facts.subscriptions()) {
            long more = lines.stream()
                    .filter(line -> line.subscription().equals(one.id()))
                    .count();
            carried.add(Shrinking.withCharged(one, one.lessonsCharged() + (int) more));
        }
        return Shrinking.with(facts, carried, facts.lessons(), facts.freezes(), facts.discounts());
    }

    private Forecast ofPackage(Money price, int n, int charged) {
        var day = LocalDate.parse("2026-09-01");
        var one = new Subscription(
                new SubscriptionId(1),
                "Абонемент",
                false,
                BillingUnit.LESSON,
                n,
                charged,
                0,
                Set.of(),
                Set.of(),
                new DateRange(day, null),
                List.of(new Subscription.Price(day, price)),
                Set.of(),
                Subscription.Rules.DEFAULT);
        var lessons = LongStream.rangeClosed(1, n)
                .mapToObj(id -> new Lesson(
                        new LessonId(id),
                        day.plusDays(id).atTime(12, 0).toInstant(ZoneOffset.UTC),
                        60,
                        new SubjectId(1),
                        new LessonTypeId(1),
                        Lesson.Status.PLANNED,
                        false,
                        null))
                .toList();
        var request = RandomCase.forecast(1);
        var facts = Shrinking.with(request.customer(), List.of(one), lessons, List.<Freeze>of(), List.of());
        return forecaster.forecast(new ForecastRequest(
                facts,
                one.account(),
                Money.ofMinor(0, "RUB"),
                new DateRange(day, day.plusDays(n)),
                Instant.EPOCH,
                ZoneOffset.UTC));
    }
}
