package org.schoolcrm.forecast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.forecast.core.Pupil.ENGLISH;
import static org.schoolcrm.forecast.core.Pupil.MATHS;
import static org.schoolcrm.forecast.core.Pupil.rub;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastWarning;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.Subscription.BillingUnit;

class ForecastTest {

    @Test
    @DisplayName("V1 nine lessons of 4000/8 less 1500 paid are 3000.00")
    void v1() {
        var forecast = new Pupil()
                .perLesson("4000", 8)
                .lessons(9, "2026-09-02")
                .hasPaid("1500")
                .owes("2026-09-01", "2026-09-30");

        assertThat(forecast.amount()).isEqualTo(rub("3000.00"));
        assertThat(forecast.charges()).isEqualTo(rub("4500.00"));
        assertThat(forecast.lines()).hasSize(9);
        assertThat(forecast.paidThrough()).isEqualTo(LocalDate.parse("2026-09-04"));
    }

    @Test
    @DisplayName("V2 three lessons of 1000/3 are 1000.00, not 999.99")
    void v2() {
        var forecast = new Pupil().perLesson("1000", 3).lessons(3, "2026-09-02").owes("2026-09-01", "2026-09-30");

        assertThat(forecast.amount()).isEqualTo(rub("1000.00"));
        assertThat(forecast.lines())
                .extracting(ForecastLine::net)
                .containsExactly(rub("333.33"), rub("333.34"), rub("333.33"));
    }

    @Test
    @DisplayName("V3 a month from 01.09 is 5000.00 in the current month")
    void v3() {
        assertThat(new Pupil()
                        .monthly("5000", "2026-09-01")
                        .owes("2026-09-01", "2026-09-30")
                        .amount())
                .isEqualTo(rub("5000.00"));
    }

    @Test
    @DisplayName("V4 and 10000.00 through the next")
    void v4() {
        assertThat(new Pupil()
                        .monthly("5000", "2026-09-01")
                        .owes("2026-09-01", "2026-10-31")
                        .amount())
                .isEqualTo(rub("10000.00"));
    }

    @Test
    @DisplayName("V5 V6 what is paid is taken off, down to nothing")
    void v5_v6() {
        var pupil = new Pupil().monthly("5000", "2026-09-01").hasPaid("5000");

        assertThat(pupil.owes("2026-09-01", "2026-10-31").amount()).isEqualTo(rub("5000.00"));
        assertThat(pupil.owes("2026-09-01", "2026-09-30").amount()).isEqualTo(rub("0"));
        assertThat(pupil.hasPaid("90000").owes("2026-09-01", "2026-09-30").amount())
                .isEqualTo(rub("0"));
    }

    @Test
    @DisplayName("V8 a debt is owed without any plan")
    void v8() {
        assertThat(new Pupil().hasPaid("-1200").owes("2026-09-01", "2026-09-30").amount())
                .isEqualTo(rub("1200.00"));
    }

    @Test
    @DisplayName("V9 ten percent off every lesson")
    void v9() {
        var forecast = new Pupil()
                .perLesson("4000", 8)
                .lessons(9, "2026-09-02")
                .hasPaid("1500")
                .percentOff(10, "2026-01-01", null)
                .owes("2026-09-01", "2026-09-30");

        assertThat(forecast.amount()).isEqualTo(rub("2550.00"));
    }

    @Test
    @DisplayName("V11 a cancelled lesson is not charged")
    void v11() {
        var forecast = new Pupil()
                .perLesson("4000", 8)
                .lessons(8, "2026-09-02")
                .lesson(LocalDate.parse("2026-09-20"), LocalTime.NOON, ENGLISH, Lesson.Status.CANCELLED)
                .hasPaid("1500")
                .owes("2026-09-01", "2026-09-30");

        assertThat(forecast.amount()).isEqualTo(rub("2500.00"));
    }

    @Test
    @DisplayName("V13 two subscriptions on one account make one amount")
    void v13() {
        var forecast = new Pupil()
                .perLesson("4000", 8)
                .lessons(9, "2026-09-02")
                .monthly("3000", "2026-09-05")
                .hasPaid("1500")
                .owes("2026-09-01", "2026-09-30");

        assertThat(forecast.amount()).isEqualTo(rub("6000.00"));
        assertThat(forecast.lines()).extracting(ForecastLine::kind).contains(ForecastLine.Kind.PERIOD);
    }

    @Test
    @DisplayName("V15 a month that begins inside the window is charged in full")
    void v15() {
        assertThat(new Pupil()
                        .monthly("5000", "2026-09-15")
                        .owes("2026-09-01", "2026-09-30")
                        .amount())
                .isEqualTo(rub("5000.00"));
    }

    @Test
    void counts_months_from_the_subscriptions_own_begin() {
        var forecast = new Pupil().monthly("100", "2026-01-31").owes("2026-02-01", "2026-04-30");

        assertThat(forecast.lines())
                .extracting(ForecastLine::date)
                .containsExactly(
                        LocalDate.parse("2026-01-31"),
                        LocalDate.parse("2026-02-28"),
                        LocalDate.parse("2026-03-31"),
                        LocalDate.parse("2026-04-30"));
    }

    @Test
    void charges_only_lessons_that_have_not_begun() {
        var pupil = new Pupil().perLesson("800", 8).lessons(1, "2026-09-01");

        assertThat(pupil.owes(AccountId.BASE, "2026-09-01", "2026-09-30", Instant.parse("2026-09-01T08:59:59Z"))
                        .amount())
                .isEqualTo(rub("100.00"));
        assertThat(pupil.owes(AccountId.BASE, "2026-09-01", "2026-09-30", Instant.parse("2026-09-01T09:00:00Z"))
                        .amount())
                .isEqualTo(rub("0"));
    }

    @Test
    @DisplayName("R155 a lesson late in the evening belongs to the branch's day")
    void a_lesson_late_in_the_evening_belongs_to_the_branchs_day() {
        var pupil = new Pupil()
                .perLesson("800", 8)
                .lesson(LocalDate.parse("2026-10-01"), LocalTime.of(0, 30), ENGLISH, Lesson.Status.PLANNED)
                .lesson(LocalDate.parse("2026-09-30"), LocalTime.of(23, 30), ENGLISH, Lesson.Status.PLANNED);

        assertThat(pupil.owes("2026-09-01", "2026-09-30").lines()).hasSize(1);
    }

    @Test
    void charges_nothing_on_frozen_days() {
        var forecast = new Pupil()
                .perLesson("800", 8)
                .lessons(5, "2026-09-02")
                .frozen("2026-09-03", "2026-09-05")
                .owes("2026-09-01", "2026-09-30");

        assertThat(forecast.lines())
                .extracting(ForecastLine::date)
                .containsExactly(LocalDate.parse("2026-09-02"), LocalDate.parse("2026-09-06"));
        assertThat(forecast.warnings()).isEmpty();
    }

    @Test
    @DisplayName("A40 a month is waived only if it is frozen from end to end")
    void a_month_is_waived_only_if_it_is_wholly_frozen() {
        var partly = new Pupil().monthly("5000", "2026-09-01").frozen("2026-09-01", "2026-09-29");
        var wholly = new Pupil().monthly("5000", "2026-09-01").frozen("2026-09-01", "2026-09-30");

        assertThat(partly.owes("2026-09-01", "2026-09-30").lines())
                .extracting(ForecastLine::date)
                .containsExactly(LocalDate.parse("2026-09-30"));
        assertThat(wholly.owes("2026-09-01", "2026-09-30").lines()).isEmpty();
    }

    @Test
    void takes_percents_off_first_then_fixed_amounts_and_never_below_nothing() {
        var pupil = new Pupil()
                .perLesson("800", 8)
                .lessons(1, "2026-09-02")
                .fixedOff("15")
                .percentOff(10, "2026-01-01", null);

        assertThat(pupil.owes("2026-09-01", "2026-09-30").amount()).isEqualTo(rub("75.00"));
        assertThat(pupil.fixedOff("500").owes("2026-09-01", "2026-09-30").amount())
                .isEqualTo(rub("0"));
    }

    @Test
    void ends_a_discount_with_its_last_day() {
        var forecast = new Pupil()
                .perLesson("800", 8)
                .lessons(3, "2026-09-02")
                .percentOff(50, "2026-01-01", "2026-09-03")
                .owes("2026-09-01", "2026-09-30");

        assertThat(forecast.lines()).extracting(ForecastLine::net).containsExactly(rub("50"), rub("50"), rub("100"));
    }

    @Test
    void charges_a_lesson_to_the_subscription_that_names_it() {
        var pupil = new Pupil()
                .perLesson("800", 8)
                .subscribe(BillingUnit.LESSON, "1600", 8, "2026-01-01", null, true, MATHS)
                .lesson(LocalDate.parse("2026-09-02"), LocalTime.NOON, MATHS, Lesson.Status.PLANNED)
                .lesson(LocalDate.parse("2026-09-03"), LocalTime.NOON, ENGLISH, Lesson.Status.PLANNED);
        var start = Instant.parse("2026-08-31T21:00:00Z");

        assertThat(pupil.owes(AccountId.BASE, "2026-09-01", "2026-09-30", start).amount())
                .isEqualTo(rub("100.00"));
        assertThat(pupil.owes(new AccountId(2), "2026-09-01", "2026-09-30", start)
                        .amount())
                .isEqualTo(rub("200.00"));
    }

    @Test
    void warns_of_a_lesson_that_nothing_covers() {
        var forecast = new Pupil()
                .subscribe(BillingUnit.LESSON, "800", 8, "2026-01-01", "2026-08-31", false)
                .lessons(1, "2026-09-02")
                .owes("2026-09-01", "2026-09-30");

        assertThat(forecast.amount()).isEqualTo(rub("0"));
        assertThat(forecast.warnings())
                .extracting(ForecastWarning::kind)
                .containsExactly(ForecastWarning.Kind.UNPRICED_LESSON);
    }
}
