package org.schoolcrm.forecast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.forecast.core.Pupil.rub;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.Subscription.Proration;
import org.schoolcrm.money.Money;

/** Which months and weeks are charged, when, and how much (forecast-rules.md 3, rules 3 and 4; edge cases of 7). */
class PeriodRulesTest {

    @Test
    @DisplayName("edge: 31st and 29 Feb: months are counted from the subscription's own begin, never chained")
    void months_are_counted_from_the_subscriptions_own_begin() {
        assertThat(days(new Pupil().monthly("100", "2026-01-31").owes("2026-02-01", "2026-04-30")))
                .containsExactly("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30");
        assertThat(days(new Pupil().monthly("100", "2028-02-29").owes("2029-02-20", "2029-03-31")))
                .containsExactly("2029-01-29", "2029-02-28", "2029-03-29");
    }

    @Test
    @DisplayName("edge: package vs monthly vs weekly: weeks run from the subscription's begin")
    void weeks_run_from_the_subscriptions_begin() {
        assertThat(days(new Pupil().with(Bought.week("700", "2026-09-02")).owes("2026-09-01", "2026-09-20")))
                .containsExactly("2026-09-02", "2026-09-09", "2026-09-16");
    }

    @Test
    @DisplayName("edge: Monday vs Sunday weeks: calendar weeks begin on Monday")
    void calendar_weeks_begin_on_monday() {
        var week = Bought.week("700", "2026-08-05").byCalendar(Proration.NONE);

        assertThat(days(new Pupil().with(week).owes("2026-09-06", "2026-09-14")))
                .containsExactly("2026-08-31", "2026-09-07", "2026-09-14");
    }

    @Test
    void a_period_under_way_is_charged_unless_the_crm_has_done_so() {
        var lazy = new Pupil().monthly("5000", "2026-08-20");
        var busy = new Pupil().with(Bought.month("5000", "2026-08-20").posted("2026-08-20", "2026-09-20"));

        assertThat(days(lazy.owes("2026-09-10", "2026-09-30"))).containsExactly("2026-08-20", "2026-09-20");
        assertThat(days(busy.owes("2026-09-10", "2026-10-31"))).containsExactly("2026-10-20");
    }

    @Test
    void a_period_that_is_over_is_left_to_the_crm() {
        assertThat(days(new Pupil().monthly("5000", "2026-06-20").owes("2026-09-20", "2026-09-30")))
                .containsExactly("2026-09-20");
    }

    @Test
    @DisplayName(
            "edge: subscription that begins and ends mid-period: no period begins after the subscription's last day")
    void no_period_begins_after_the_last_day() {
        var until19 = new Pupil().with(Bought.month("5000", "2026-08-20").until("2026-09-19"));
        var until20 = new Pupil().with(Bought.month("5000", "2026-08-20").until("2026-09-20"));

        assertThat(days(until19.owes("2026-09-20", "2026-10-31"))).isEmpty();
        assertThat(days(until20.owes("2026-09-20", "2026-10-31"))).containsExactly("2026-09-20");
        assertThat(until20.owes("2026-09-20", "2026-10-31").lines())
                .extracting(ForecastLine::through)
                .containsExactly(LocalDate.parse("2026-09-20"));
    }

    @Test
    @DisplayName("A40 edge: freeze at borders: a month is waived only if it is frozen from end to end")
    void a_month_is_waived_only_if_it_is_wholly_frozen() {
        var partly = new Pupil().monthly("5000", "2026-09-01").frozen("2026-09-01", "2026-09-29");
        var wholly = new Pupil().monthly("5000", "2026-09-01").frozen("2026-09-01", "2026-09-30");

        assertThat(days(partly.owes("2026-09-01", "2026-09-30"))).containsExactly("2026-09-30");
        assertThat(days(wholly.owes("2026-09-01", "2026-09-30"))).isEmpty();
    }

    @Test
    void a_partial_calendar_month_costs_the_full_price_unless_by_days() {
        var full = new Pupil().with(Bought.month("3000", "2026-09-16").byCalendar(Proration.NONE));
        var share = new Pupil()
                .with(Bought.month("3000", "2026-09-16").until("2026-10-10").byCalendar(Proration.BY_DAYS));

        assertThat(nets(full.owes("2026-09-01", "2026-10-31"))).containsExactly(rub("3000"), rub("3000"));
        assertThat(nets(share.owes("2026-09-01", "2026-10-31"))).containsExactly(rub("1500"), rub("967.74"));
    }

    @Test
    @DisplayName("A40 by days the frozen days are not paid")
    void by_days_the_frozen_days_are_not_paid() {
        var forecast = new Pupil()
                .with(Bought.month("3000", "2026-09-01").byCalendar(Proration.BY_DAYS))
                .frozen("2026-09-01", "2026-09-03")
                .owes("2026-09-01", "2026-09-30");

        assertThat(days(forecast)).containsExactly("2026-09-04");
        assertThat(nets(forecast)).containsExactly(rub("2700"));
    }

    @Test
    void a_calendar_period_is_posted_under_its_own_first_day_or_the_calendars() {
        var own = Bought.month("1", "2026-09-16").byCalendar(Proration.NONE).posted("2026-09-16");
        var calendars =
                Bought.month("1", "2026-09-16").byCalendar(Proration.NONE).posted("2026-09-01");

        assertThat(days(new Pupil().with(own).owes("2026-09-01", "2026-09-30"))).isEmpty();
        assertThat(days(new Pupil().with(calendars).owes("2026-09-01", "2026-09-30")))
                .isEmpty();
    }

    @Test
    @DisplayName(
            "edge: price change of the tariff mid-period: a month costs what it costs on the day that it is charged on")
    void a_month_costs_the_price_of_its_day() {
        var forecast = new Pupil()
                .with(Bought.month("3000", "2026-08-15").costs("4000", "2026-09-15"))
                .owes("2026-09-01", "2026-10-14");

        assertThat(nets(forecast)).containsExactly(rub("3000"), rub("4000"));
    }

    @Test
    void a_month_spread_over_its_lessons_charges_those_to_come_at_their_share() {
        var forecast = new Pupil()
                .with(Bought.month("1000", "2026-09-01").spreadOverLessons().posted("2026-09-01"))
                .lesson("2026-09-02", "12:00", Lesson.Status.HELD)
                .lesson("2026-09-09", "12:00", Lesson.Status.CANCELLED)
                .lesson("2026-09-16", "12:00")
                .lesson("2026-09-23", "12:00")
                .owes(AccountId.BASE, "2026-09-10", "2026-09-30");

        assertThat(days(forecast)).containsExactly("2026-09-16", "2026-09-23");
        assertThat(nets(forecast)).containsExactly(rub("333.34"), rub("333.33"));
        assertThat(forecast.lines()).extracting(ForecastLine::kind).containsOnly(ForecastLine.Kind.LESSON);
    }

    @Test
    void paid_through_is_the_last_day_of_the_last_covered_month() {
        var pupil = new Pupil().monthly("5000", "2026-09-05");

        assertThat(pupil.hasPaid("4999.99").owes("2026-09-01", "2026-10-31").paidThrough())
                .isNull();
        assertThat(pupil.hasPaid("9999.99").owes("2026-09-01", "2026-10-31").paidThrough())
                .isEqualTo("2026-10-04");
        assertThat(pupil.hasPaid("10000").owes("2026-09-01", "2026-10-31").paidThrough())
                .isEqualTo("2026-11-04");
    }

    private static List<String> days(Forecast forecast) {
        return forecast.lines().stream().map(line -> line.date().toString()).toList();
    }

    private static List<Money> nets(Forecast forecast) {
        return forecast.lines().stream().map(ForecastLine::net).toList();
    }
}
