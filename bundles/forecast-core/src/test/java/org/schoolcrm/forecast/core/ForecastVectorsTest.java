package org.schoolcrm.forecast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.forecast.core.Pupil.rub;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.host.spi.Lesson;

/** The numbered examples of the rules. */
class ForecastVectorsTest {

    @Test
    @DisplayName("V1 R014 nine lessons of 4000/8 less 1500 paid are 3000.00")
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
    @DisplayName("V3 R091 a month from 01.09 is 5000.00 in the current month")
    void v3() {
        var forecast = new Pupil().monthly("5000", "2026-09-01").owes("2026-09-01", "2026-09-30");

        assertThat(forecast.amount()).isEqualTo(rub("5000.00"));
        assertThat(forecast.lines()).extracting(ForecastLine::through).containsExactly(LocalDate.parse("2026-09-30"));
    }

    @Test
    @DisplayName("V4 R092 and 10000.00 through the next")
    void v4() {
        var forecast = new Pupil().monthly("5000", "2026-09-01").owes("2026-09-01", "2026-10-31");

        assertThat(forecast.amount()).isEqualTo(rub("10000.00"));
    }

    @Test
    @DisplayName("V5 R014 what is paid for this month is taken off the two")
    void v5() {
        var forecast = new Pupil().monthly("5000", "2026-09-01").hasPaid("5000").owes("2026-09-01", "2026-10-31");

        assertThat(forecast.amount()).isEqualTo(rub("5000.00"));
        assertThat(forecast.paidThrough()).isEqualTo(LocalDate.parse("2026-09-30"));
    }

    @Test
    @DisplayName("V6 who has paid for the month owes nothing, and never less than nothing")
    void v6() {
        var pupil = new Pupil().monthly("5000", "2026-09-01").hasPaid("5000");

        assertThat(pupil.owes("2026-09-01", "2026-09-30").amount()).isEqualTo(rub("0"));
        assertThat(pupil.hasPaid("90000").owes("2026-09-01", "2026-09-30").amount())
                .isEqualTo(rub("0"));
    }

    @ParameterizedTest
    @CsvSource({"1000, 4000", "0, 5000", "-1000, 6000", "5000, 0", "5000.01, 0"})
    @DisplayName(
            "edge: positive/negative/zero balance: what is paid is taken off, a debt is added, nothing is given back")
    void every_balance(String balance, String owed) {
        var forecast =
                new Pupil().monthly("5000", "2026-09-01").hasPaid(balance).owes("2026-09-01", "2026-09-30");

        assertThat(forecast.amount()).isEqualTo(rub(owed));
    }

    @Test
    @DisplayName("V8 edge: debt with no plan: a debt is owed without any plan")
    void v8() {
        var forecast = new Pupil().hasPaid("-1200").owes("2026-09-01", "2026-09-30");

        assertThat(forecast.amount()).isEqualTo(rub("1200.00"));
        assertThat(forecast.lines()).isEmpty();
        assertThat(forecast.paidThrough()).isNull();
    }

    @Test
    @DisplayName("V9 ten percent off every lesson make 2550.00")
    void v9() {
        var forecast = new Pupil()
                .perLesson("4000", 8)
                .lessons(9, "2026-09-02")
                .hasPaid("1500")
                .percentOff(10, "2026-01-01", null)
                .owes("2026-09-01", "2026-09-30");

        assertThat(forecast.amount()).isEqualTo(rub("2550.00"));
        assertThat(forecast.lines()).allSatisfy(line -> {
            assertThat(line.gross()).isEqualTo(rub("500"));
            assertThat(line.discount()).isEqualTo(rub("50"));
            assertThat(line.net()).isEqualTo(rub("450"));
            assertThat(line.discounts()).hasSize(1);
        });
    }

    @Test
    @DisplayName("V11 edge: cancelled lesson is not charged: 2500.00")
    void v11() {
        var forecast = new Pupil()
                .perLesson("4000", 8)
                .lessons(8, "2026-09-02")
                .lesson("2026-09-20", "12:00", Lesson.Status.CANCELLED)
                .hasPaid("1500")
                .owes("2026-09-01", "2026-09-30");

        assertThat(forecast.amount()).isEqualTo(rub("2500.00"));
    }

    @Test
    @DisplayName("V13 two subscriptions on one account make one amount of 6000.00")
    void v13() {
        var forecast = new Pupil()
                .with(Bought.lessons("4000", 8), Bought.month("3000", "2026-09-05"))
                .lessons(9, "2026-09-02")
                .hasPaid("1500")
                .owes("2026-09-01", "2026-09-30");

        assertThat(forecast.amount()).isEqualTo(rub("6000.00"));
        assertThat(forecast.lines())
                .filteredOn(line -> line.kind() == ForecastLine.Kind.LESSON)
                .hasSize(9);
        assertThat(forecast.lines())
                .filteredOn(line -> line.kind() == ForecastLine.Kind.PERIOD)
                .hasSize(1);
    }

    @Test
    @DisplayName("V15 a month that begins inside the window is charged in full")
    void v15() {
        var forecast = new Pupil().monthly("5000", "2026-09-15").owes("2026-09-01", "2026-09-30");

        assertThat(forecast.amount()).isEqualTo(rub("5000.00"));
        assertThat(forecast.lines()).extracting(ForecastLine::date).containsExactly(LocalDate.parse("2026-09-15"));
    }
}
