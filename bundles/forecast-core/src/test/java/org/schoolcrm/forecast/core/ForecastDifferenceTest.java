package org.schoolcrm.forecast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.schoolcrm.forecast.api.ForecastDifference.Kind.BALANCE_CHANGED;
import static org.schoolcrm.forecast.api.ForecastDifference.Kind.DISCOUNT_BEGAN;
import static org.schoolcrm.forecast.api.ForecastDifference.Kind.DISCOUNT_ENDED;
import static org.schoolcrm.forecast.api.ForecastDifference.Kind.LESSON_ADDED;
import static org.schoolcrm.forecast.api.ForecastDifference.Kind.LESSON_GONE;
import static org.schoolcrm.forecast.api.ForecastDifference.Kind.PACKAGE_ADDED;
import static org.schoolcrm.forecast.api.ForecastDifference.Kind.PERIOD_ADDED;
import static org.schoolcrm.forecast.api.ForecastDifference.Kind.PRICE_CHANGED;
import static org.schoolcrm.forecast.api.ForecastDifference.Kind.ROUNDING;
import static org.schoolcrm.forecast.core.Pupil.rub;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastDifference;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.money.Money;

/** Why an amount has changed. */
class ForecastDifferenceTest {

    private final ReplayedHistory history = new ReplayedHistory(new ProjectedForecaster());

    @Test
    void says_that_a_lesson_came_and_a_discount_went() {
        var before = owes(lessons(2).percentOff(10, "2026-01-01", null));
        var after = owes(lessons(2).lesson("2026-09-14", "12:00").percentOff(10, "2026-01-01", "2026-08-31"));

        assertThat(history.diff(before, after))
                .extracting(ForecastDifference::kind, ForecastDifference::date, ForecastDifference::amount)
                .containsExactly(
                        tuple(DISCOUNT_ENDED, LocalDate.parse("2026-09-02"), rub("20")),
                        tuple(LESSON_ADDED, LocalDate.parse("2026-09-14"), rub("100")));
        assertThat(history.diff(before, after).get(0).discount().basisPoints()).isEqualTo(1000);
    }

    @Test
    void says_that_a_lesson_was_cancelled_and_money_came() {
        var before = owes(lessons(2).lesson("2026-09-14", "12:00"));
        var after = owes(lessons(2)
                .lesson("2026-09-14", "12:00", Lesson.Status.CANCELLED)
                .hasPaid("50"));

        assertThat(history.diff(before, after))
                .extracting(ForecastDifference::kind, ForecastDifference::amount)
                .containsExactly(tuple(LESSON_GONE, rub("-100")), tuple(BALANCE_CHANGED, rub("-50")));
    }

    @Test
    void says_that_a_price_changed_once_for_all_its_lessons() {
        var before = owes(new Pupil().perLesson("800", 8).lessons(3, "2026-09-02"));
        var after = owes(new Pupil().perLesson("880", 8).lessons(3, "2026-09-02"));

        assertThat(history.diff(before, after))
                .extracting(ForecastDifference::kind, ForecastDifference::amount)
                .containsExactly(tuple(PRICE_CHANGED, rub("30")));
    }

    @Test
    void tells_a_shifted_kopeck_from_a_price() {
        var before = owes(new Pupil().perLesson("1000", 3).lessons(1, "2026-09-02"));
        var after = owes(new Pupil().with(Bought.lessons("1000", 3).charged(1)).lessons(1, "2026-09-02"));

        assertThat(history.diff(before, after))
                .extracting(ForecastDifference::kind, ForecastDifference::amount)
                .containsExactly(tuple(ROUNDING, rub("0.01")));
    }

    @Test
    void a_larger_discount_is_one_that_went_and_one_that_came() {
        var before = owes(lessons(2).percentOff(10, "2026-01-01", null));
        var after = owes(lessons(2).percentOff(15, "2026-01-01", null));

        assertThat(history.diff(before, after))
                .extracting(ForecastDifference::kind)
                .containsExactly(DISCOUNT_BEGAN, DISCOUNT_ENDED);
        assertThat(sum(history.diff(before, after))).isEqualTo(rub("-10"));
    }

    @Test
    void all_reasons_together_make_the_difference() {
        var before = owes(lessons(4).monthly("500", "2026-09-20").fixedOff("3").hasPaid("7"));
        var after = owes(new Pupil()
                .perLesson("1000", 8)
                .lessons(6, "2026-09-03")
                .monthly("700", "2026-09-20")
                .monthly("10", "2026-09-21")
                .percentOff(7, "2026-09-05", null)
                .hasPaid("-9"));

        var differences = history.diff(before, after);

        assertThat(sum(differences)).isEqualTo(after.amount().minus(before.amount()));
        assertThat(differences).extracting(ForecastDifference::kind).contains(PERIOD_ADDED, LESSON_GONE, LESSON_ADDED);
    }

    @Test
    void packages_of_one_day_are_compared_one_by_one() {
        var one = new Pupil().with(Bought.lessons("300", 1).hardLimit(0, true)).lesson("2026-09-02", "12:00");
        var before = owes(one);
        var after = owes(one.lesson("2026-09-02", "14:00"));

        assertThat(history.diff(before, after))
                .extracting(ForecastDifference::kind, ForecastDifference::amount)
                .containsExactly(tuple(PACKAGE_ADDED, rub("300")));
        assertThat(sum(history.diff(after, before))).isEqualTo(rub("-300"));
    }

    @Test
    void forecasts_that_say_the_same_do_not_differ() {
        assertThat(history.diff(owes(lessons(3)), owes(lessons(3)))).isEmpty();
    }

    private static Money sum(List<ForecastDifference> differences) {
        return differences.stream().map(ForecastDifference::amount).reduce(rub("0"), Money::plus);
    }

    private static Pupil lessons(int count) {
        return new Pupil().perLesson("800", 8).lessons(count, "2026-09-02");
    }

    private static Forecast owes(Pupil pupil) {
        return pupil.owes("2026-09-01", "2026-09-30");
    }
}
