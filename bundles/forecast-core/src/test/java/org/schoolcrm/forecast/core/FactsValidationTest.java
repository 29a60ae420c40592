package org.schoolcrm.forecast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.forecast.core.Pupil.days;
import static org.schoolcrm.forecast.core.Pupil.rub;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolcrm.forecast.api.ForecastAnswer;
import org.schoolcrm.forecast.api.ForecastProblem;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.money.Money;

/** Bad facts are named for that customer and for nobody else. */
class FactsValidationTest {

    private static final Instant START = Instant.parse("2026-08-31T21:00:00Z");

    @Test
    void names_what_is_wrong_with_a_subscription() {
        assertThat(refusal(new Pupil().with(Bought.lessons("800", 0))))
                .isEqualTo(ForecastProblem.LESSON_COUNT_OUT_OF_RANGE);
        assertThat(refusal(new Pupil().with(Bought.lessons("800", 10_001))))
                .isEqualTo(ForecastProblem.LESSON_COUNT_OUT_OF_RANGE);
        assertThat(refusal(new Pupil().with(Bought.month("-0.01", "2026-09-01"))))
                .isEqualTo(ForecastProblem.PRICE_NEGATIVE);
        assertThat(refusal(new Pupil().with(Bought.month("1", "2026-09-01").free())))
                .isEqualTo(ForecastProblem.PRICE_MISSING);
        assertThat(refusal(new Pupil().with(Bought.month("1", "2026-09-02").until("2026-09-01"))))
                .isEqualTo(ForecastProblem.SUBSCRIPTION_ENDS_BEFORE_IT_BEGINS);
        assertThat(refusal(new Pupil().with(Bought.month("1", "0226-09-02"))))
                .isEqualTo(ForecastProblem.DATE_IMPLAUSIBLE);
        assertThat(refusal(new Pupil().with(Bought.month("10000000000.01", "2026-09-02"))))
                .isEqualTo(ForecastProblem.AMOUNT_IMPLAUSIBLE);
        assertThat(refusal(new Pupil().with(Bought.lessons("1", 8).forLessonsOf(0))))
                .isEqualTo(ForecastProblem.LESSON_LENGTH_OUT_OF_RANGE);
    }

    @Test
    void names_an_unknown_currency() {
        assertThat(refusal(new Pupil().perLesson("800", 8).hasPaid(Money.of("1", "EUR"))))
                .isEqualTo(ForecastProblem.CURRENCY_MIXED);
        assertThat(refusal(new Pupil().discount(0, Money.of("1", "EUR"), days("2026-01-01", null), Set.of(), Set.of())))
                .isEqualTo(ForecastProblem.CURRENCY_MIXED);
    }

    @Test
    void names_what_is_wrong_with_other_records() {
        assertThat(refusal(new Pupil().frozen("2026-09-02", "2026-09-01")))
                .isEqualTo(ForecastProblem.FREEZE_ENDS_BEFORE_IT_BEGINS);
        assertThat(refusal(new Pupil().percentOff(10, "2026-09-02", "2026-09-01")))
                .isEqualTo(ForecastProblem.DISCOUNT_ENDS_BEFORE_IT_BEGINS);
        assertThat(refusal(new Pupil().percentOff(101, "2026-09-02", null)))
                .isEqualTo(ForecastProblem.DISCOUNT_OUT_OF_RANGE);
        assertThat(refusal(new Pupil().percentOff(-1, "2026-09-02", null)))
                .isEqualTo(ForecastProblem.DISCOUNT_OUT_OF_RANGE);
        assertThat(refusal(new Pupil().fixedOff("-1"))).isEqualTo(ForecastProblem.DISCOUNT_OUT_OF_RANGE);
        assertThat(refusal(new Pupil().lesson("2226-09-02", "12:00"))).isEqualTo(ForecastProblem.DATE_IMPLAUSIBLE);
        assertThat(refusal(new Pupil()
                        .with(Bought.lessons("1", 8).forLessonsOf(60))
                        .lesson("2026-09-02", "12:00", -5, false, null)))
                .isEqualTo(ForecastProblem.LESSON_LENGTH_OUT_OF_RANGE);
        assertThat(refusal(new Pupil().hasFlaw("price 333.333"))).isEqualTo(ForecastProblem.FACTS_UNREADABLE);
        assertThat(refusal(new Pupil().hasPaid("-10000000000.01"))).isEqualTo(ForecastProblem.AMOUNT_IMPLAUSIBLE);
    }

    @Test
    void names_absurd_sizes() {
        var pupil = new Pupil();
        for (int i = 0; i <= 1_000; i++) {
            pupil.fixedOff("1");
        }
        assertThat(refusal(pupil)).isEqualTo(ForecastProblem.TOO_MANY_RECORDS);
        assertThat(refusal(new Pupil().lessons(10_001, "2026-09-01"))).isEqualTo(ForecastProblem.TOO_MANY_RECORDS);
    }

    @Test
    void names_a_window_that_is_none() {
        var pupil = new Pupil();

        assertThat(refusal(pupil, "2026-09-02", "2026-09-01")).isEqualTo(ForecastProblem.WINDOW_OUT_OF_RANGE);
        assertThat(refusal(pupil, "2026-09-02", null)).isEqualTo(ForecastProblem.WINDOW_OUT_OF_RANGE);
        assertThat(refusal(pupil, "2026-01-01", "2036-01-09")).isEqualTo(ForecastProblem.WINDOW_OUT_OF_RANGE);
        assertThat(answer(pupil, "2026-01-01", "2036-01-08").forecast()).isNotNull();
    }

    @Test
    void one_customers_nonsense_leaves_the_page_alone() {
        var page = List.of(
                new Pupil().perLesson("800", 8).lessons(1, "2026-09-02"),
                new Pupil().perLesson("800", 0),
                new Pupil().hasPaid("-5"));

        var answers = new ProjectedForecaster()
                .forecastAll(page.stream()
                        .map(pupil -> pupil.request(AccountId.BASE, "2026-09-01", "2026-09-30", START))
                        .toList());

        assertThat(answers.get(0).orThrow().amount()).isEqualTo(rub("100"));
        assertThat(answers.get(1).refusal()).isNotNull();
        assertThat(answers.get(2).orThrow().amount()).isEqualTo(rub("5"));
    }

    private static ForecastProblem refusal(Pupil pupil) {
        return refusal(pupil, "2026-09-01", "2026-09-30");
    }

    private static ForecastProblem refusal(Pupil pupil, String from, String to) {
        var refusal = answer(pupil, from, to).refusal();
        assertThat(refusal).isNotNull();
        return (ForecastProblem) refusal.type();
    }

    private static ForecastAnswer answer(Pupil pupil, String from, String to) {
        return new ProjectedForecaster()
                .forecastAll(List.of(pupil.request(AccountId.BASE, from, to, START)))
                .get(0);
    }
}
