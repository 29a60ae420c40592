package org.schoolcrm.forecast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.schoolcrm.forecast.core.Pupil.ALONE;
import static org.schoolcrm.forecast.core.Pupil.ENGLISH;
import static org.schoolcrm.forecast.core.Pupil.GROUP;
import static org.schoolcrm.forecast.core.Pupil.MATHS;
import static org.schoolcrm.forecast.core.Pupil.rub;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastRequest;
import org.schoolcrm.forecast.api.ForecastWarning;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.SubscriptionId;

/** Which lessons are charged, to whom, and how much (forecast-rules.md 3, rules 1, 2, 5; edge cases of 7). */
class LessonRulesTest {

    private static final String FROM = "2026-09-01";
    private static final String TO = "2026-09-30";

    @Test
    @DisplayName("edge: lesson today but already started")
    void charges_only_lessons_that_have_not_begun() {
        var pupil = new Pupil().perLesson("800", 8).lessons(1, FROM);

        assertThat(pupil.owes(AccountId.BASE, FROM, TO, Instant.parse("2026-09-01T08:59:59Z"))
                        .amount())
                .isEqualTo(rub("100"));
        assertThat(pupil.owes(AccountId.BASE, FROM, TO, Instant.parse("2026-09-01T09:00:00Z"))
                        .amount())
                .isEqualTo(rub("0"));
    }

    @Test
    @DisplayName("edge: lesson at 23:30 in the branch's zone is of that day there, not in UTC (R155)")
    void a_lesson_late_in_the_evening_belongs_to_the_branchs_day() {
        var moscow =
                new Pupil().perLesson("800", 8).lesson("2026-10-01", "00:30").lesson(TO, "23:30");
        var newYork = new Pupil()
                .in(ZoneId.of("America/New_York"))
                .perLesson("800", 8)
                .lesson(TO, "23:30")
                .lesson("2026-10-01", "00:30");

        assertThat(days(moscow.owes(FROM, TO))).containsExactly("2026-09-30");
        assertThat(days(newYork.owes(FROM, TO))).containsExactly("2026-09-30");
    }

    @Test
    @DisplayName("edge: customer in two branches: days are those of the invoice's branch")
    void the_same_lesson_is_of_another_day_in_another_branch() {
        var pupil = new Pupil().perLesson("800", 8).lesson(TO, "23:30");
        var moscow = pupil.request(AccountId.BASE, FROM, TO, Instant.parse("2026-08-31T21:00:00Z"));
        var vladivostok = new ForecastRequest(
                moscow.customer(),
                moscow.account(),
                moscow.balance(),
                moscow.window(),
                moscow.asOf(),
                ZoneId.of("Asia/Vladivostok"));

        assertThat(new ProjectedForecaster().forecast(moscow).lines()).hasSize(1);
        assertThat(new ProjectedForecaster().forecast(vladivostok).lines()).isEmpty();
    }

    @Test
    @DisplayName("edge: the day on which clocks change has all its lessons, and none of its neighbours'")
    void a_day_of_23_or_25_hours_has_its_own_lessons() {
        var berlin = ZoneId.of("Europe/Berlin");
        var autumn = new Pupil()
                .in(berlin)
                .perLesson("800", 8)
                .lesson("2026-10-24", "23:59")
                .lesson("2026-10-25", "00:00")
                .lesson("2026-10-25", "02:30")
                .lesson("2026-10-25", "23:59")
                .lesson("2026-10-26", "00:00");
        var spring = new Pupil()
                .in(berlin)
                .perLesson("800", 8)
                .lesson("2026-03-28", "23:59")
                .lesson("2026-03-29", "00:00")
                .lesson("2026-03-29", "23:59")
                .lesson("2026-03-30", "00:00");

        assertThat(autumn.owes("2026-10-25", "2026-10-25").amount()).isEqualTo(rub("200"));
        assertThat(spring.owes("2026-03-29", "2026-03-29").amount()).isEqualTo(rub("100"));
    }

    @Test
    @DisplayName("edge: individually excused lesson")
    void an_excused_lesson_is_not_charged() {
        var forecast = new Pupil()
                .perLesson("800", 8)
                .lesson("2026-09-02", "12:00", 60, true, null)
                .lesson("2026-09-03", "12:00")
                .owes(FROM, TO);

        assertThat(days(forecast)).containsExactly("2026-09-03");
        assertThat(forecast.warnings()).isEmpty();
    }

    @Test
    @DisplayName("edge: group membership ending mid-period")
    void lessons_after_the_end_of_the_membership_are_not_charged() {
        var member = Pupil.days("2026-09-03", "2026-09-05");
        var pupil = new Pupil().perLesson("800", 8);
        for (int day = 2; day <= 6; day++) {
            pupil.lesson("2026-09-0" + day, "12:00", 60, false, member);
        }

        assertThat(days(pupil.owes(FROM, TO))).containsExactly("2026-09-03", "2026-09-04", "2026-09-05");
    }

    @Test
    @DisplayName("edge: rescheduled lesson is charged on its new day")
    void a_lesson_moved_out_of_the_window_is_not_charged() {
        var forecast = new Pupil()
                .perLesson("800", 8)
                .lesson("2026-09-10", "12:00", Lesson.Status.CANCELLED)
                .lesson("2026-10-02", "12:00")
                .owes(FROM, TO);

        assertThat(forecast.amount()).isEqualTo(rub("0"));
        assertThat(forecast.warnings()).isEmpty();
    }

    @Test
    @DisplayName("edge: lesson held after the invoice was issued is not forecast again")
    void a_held_lesson_is_not_charged() {
        var forecast = new Pupil()
                .perLesson("800", 8)
                .lesson("2026-09-10", "12:00", Lesson.Status.HELD)
                .owes(FROM, TO);

        assertThat(forecast.lines()).isEmpty();
    }

    @Test
    @DisplayName("edge: subscription that begins and ends mid-period")
    void a_subscription_covers_its_own_days_only_both_ends_included() {
        var forecast = new Pupil()
                .with(Bought.lessons("800", 8).from("2026-09-03").until("2026-09-05"))
                .lessons(6, "2026-09-01")
                .owes(FROM, TO);

        assertThat(days(forecast)).containsExactly("2026-09-03", "2026-09-04", "2026-09-05");
        assertThat(forecast.warnings())
                .extracting(ForecastWarning::date)
                .containsExactly(
                        LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-02"), LocalDate.parse("2026-09-06"));
    }

    @Test
    @DisplayName("edge: freeze at borders, both days included")
    void charges_nothing_on_frozen_days_and_warns_of_none() {
        var forecast = new Pupil()
                .perLesson("800", 8)
                .lessons(5, "2026-09-02")
                .frozen("2026-09-03", "2026-09-05")
                .owes(FROM, TO);

        assertThat(days(forecast)).containsExactly("2026-09-02", "2026-09-06");
        assertThat(forecast.warnings()).isEmpty();
    }

    @Test
    void a_freeze_of_one_subscription_leaves_the_others_alone() {
        var pupil = new Pupil()
                .with(Bought.lessons("800", 8).forSubjects(ENGLISH), Bought.lessons("1600", 8))
                .lessons(2, "2026-09-02")
                .frozen(1, "2026-09-03", "2026-09-03");

        assertThat(pupil.owes(FROM, TO).lines()).extracting(ForecastLine::net).containsExactly(rub("100"), rub("200"));
    }

    @Test
    @DisplayName("V2 kopeck rule: lessons charged before carry k on, over all packages")
    void the_kopeck_rule_goes_on_from_the_lessons_charged_before() {
        var forecast = new Pupil()
                .with(Bought.lessons("1000", 3).charged(4))
                .lessons(3, "2026-09-02")
                .owes(FROM, TO);

        assertThat(forecast.lines())
                .extracting(ForecastLine::net)
                .containsExactly(rub("333.34"), rub("333.33"), rub("333.33"));
    }

    @Test
    @DisplayName("edge: price change of the tariff mid-period")
    void a_lesson_costs_what_the_subscription_costs_on_its_day() {
        var forecast = new Pupil()
                .with(Bought.lessons("800", 8).costs("1600", "2026-09-03"))
                .lessons(3, "2026-09-01")
                .owes(FROM, TO);

        assertThat(forecast.lines()).extracting(ForecastLine::net).containsExactly(rub("100"), rub("100"), rub("200"));
    }

    @Test
    void a_price_by_duration_follows_the_minutes_of_the_lesson() {
        var forecast = new Pupil()
                .with(Bought.lessons("1000", 3).forLessonsOf(60))
                .lesson("2026-09-02", "12:00", 90, false, null)
                .lesson("2026-09-03", "12:00", 45, false, null)
                .owes(FROM, TO);

        assertThat(forecast.lines()).extracting(ForecastLine::net).containsExactly(rub("500.00"), rub("250.01"));
    }

    @Test
    void further_lessons_cost_the_same_when_the_package_only_sets_the_rate() {
        assertThat(new Pupil()
                        .perLesson("800", 8)
                        .lessons(20, "2026-09-02")
                        .owes(FROM, TO)
                        .amount())
                .isEqualTo(rub("2000"));
    }

    @Test
    void a_hard_limit_stops_after_the_lessons_that_are_left_and_says_so() {
        var forecast = new Pupil()
                .with(Bought.lessons("800", 8).hardLimit(2, false))
                .lessons(4, "2026-09-02")
                .owes(FROM, TO);

        assertThat(forecast.amount()).isEqualTo(rub("200"));
        assertThat(forecast.warnings())
                .extracting(ForecastWarning::kind)
                .containsExactly(ForecastWarning.Kind.PACKAGE_EXHAUSTED, ForecastWarning.Kind.PACKAGE_EXHAUSTED);
    }

    @Test
    void a_renewed_package_is_charged_whole_when_the_one_before_is_used_up() {
        var forecast = new Pupil()
                .with(Bought.lessons("900", 3).hardLimit(2, true))
                .lessons(6, "2026-09-02")
                .owes(FROM, TO);

        assertThat(forecast.lines())
                .extracting(
                        ForecastLine::kind,
                        line -> line.date().getDayOfMonth(),
                        line -> line.through().getDayOfMonth(),
                        ForecastLine::net)
                .containsExactly(
                        tuple(ForecastLine.Kind.LESSON, 2, 2, rub("300")),
                        tuple(ForecastLine.Kind.LESSON, 3, 3, rub("300")),
                        tuple(ForecastLine.Kind.PACKAGE, 4, 6, rub("900")),
                        tuple(ForecastLine.Kind.PACKAGE, 7, 7, rub("900")));
        assertThat(forecast.warnings()).isEmpty();
    }

    @Test
    void a_package_with_less_than_nothing_left_has_nothing_left() {
        var forecast = new Pupil()
                .with(Bought.lessons("900", 3).hardLimit(-2, true))
                .lessons(3, "2026-09-02")
                .owes(FROM, TO);

        assertThat(forecast.lines()).hasSize(1);
        assertThat(forecast.amount()).isEqualTo(rub("900"));
    }

    @Test
    @DisplayName("edge: subject/lesson-type overlap: who lists both, then one, then none")
    void a_lesson_is_charged_to_the_subscription_that_says_most_about_it() {
        var none = Bought.lessons("100", 1);
        var subject = Bought.lessons("200", 1).forSubjects(ENGLISH);
        var both = Bought.lessons("300", 1).forSubjects(ENGLISH, MATHS).forTypes(GROUP);

        assertThat(payer(none, subject, both)).isEqualTo(3);
        assertThat(payer(both, subject, none)).isEqualTo(1);
        assertThat(payer(none, subject)).isEqualTo(2);
        assertThat(payer(none, Bought.lessons("1", 1).forSubjects(MATHS))).isEqualTo(1);
        assertThat(payer(none, Bought.lessons("1", 1).forTypes(ALONE))).isEqualTo(1);
    }

    @Test
    @DisplayName("edge: several subscriptions per account: separate, earliest end, earliest begin, lowest id")
    void ties_go_to_the_separate_account_then_to_what_ends_and_began_first() {
        var open = Bought.lessons("1", 1);
        var early = Bought.lessons("1", 1).until("2026-10-01");
        var late = Bought.lessons("1", 1).until("2026-12-01");
        var old = Bought.lessons("1", 1).from("2025-01-01");

        assertThat(payer(early, Bought.lessons("1", 1).separate())).isEqualTo(2);
        assertThat(payer(late, open, early)).isEqualTo(3);
        assertThat(payer(open, old)).isEqualTo(2);
        assertThat(payer(open, Bought.lessons("1", 1))).isEqualTo(1);
    }

    @Test
    @DisplayName("ADR 0030 what a month covers is not charged by the lesson as well")
    void subscriptions_of_all_units_compete_for_a_lesson() {
        var forecast = new Pupil()
                .with(Bought.month("3000", FROM).forSubjects(ENGLISH), Bought.lessons("800", 8))
                .lesson("2026-09-02", "12:00")
                .lesson("2026-09-03", "12:00", MATHS, GROUP)
                .owes(FROM, TO);

        assertThat(forecast.amount()).isEqualTo(rub("3100"));
        assertThat(forecast.warnings()).isEmpty();
    }

    @Test
    @DisplayName("R017 R088 a separate account owes for its own subscription only")
    void accounts_owe_for_their_own_subscriptions() {
        var pupil = new Pupil()
                .with(
                        Bought.lessons("800", 8).forSubjects(ENGLISH),
                        Bought.lessons("1600", 8).forSubjects(MATHS).separate())
                .lesson("2026-09-02", "12:00")
                .lesson("2026-09-03", "12:00", MATHS, GROUP);

        assertThat(pupil.owes(AccountId.BASE, FROM, TO).amount()).isEqualTo(rub("100"));
        assertThat(pupil.owes(new AccountId(2), FROM, TO).amount()).isEqualTo(rub("200"));
    }

    @Test
    @DisplayName("no match: not charged, but a warning UNPRICED_LESSON")
    void warns_of_a_lesson_that_nothing_covers() {
        var forecast = new Pupil()
                .with(Bought.lessons("800", 8).until("2026-08-31"))
                .lessons(1, "2026-09-02")
                .owes(FROM, TO);

        assertThat(forecast.amount()).isEqualTo(rub("0"));
        assertThat(forecast.warnings())
                .extracting(ForecastWarning::kind)
                .containsExactly(ForecastWarning.Kind.UNPRICED_LESSON);
    }

    @Test
    void a_lesson_that_stands_twice_among_the_facts_is_charged_once() {
        var forecast = new Pupil()
                .perLesson("800", 8)
                .lesson("2026-09-02", "12:00")
                .sameLessonAgain()
                .owes(FROM, TO);

        assertThat(forecast.lines()).hasSize(1);
    }

    @Test
    void two_lessons_of_one_day_stand_in_the_order_of_their_start() {
        var forecast = new Pupil()
                .perLesson("1000", 3)
                .lesson("2026-09-02", "18:00")
                .lesson("2026-09-02", "09:00")
                .owes(FROM, TO);

        assertThat(forecast.lines()).extracting(line -> line.lesson().value()).containsExactly(2L, 1L);
        assertThat(forecast.lines()).extracting(ForecastLine::net).containsExactly(rub("333.33"), rub("333.34"));
    }

    private static long payer(Bought... subscriptions) {
        var pupil = new Pupil().with(subscriptions).lesson("2026-09-02", "12:00");
        for (long id = 0; id <= subscriptions.length; id++) {
            var lines = pupil.owes(new AccountId(id), FROM, TO).lines();
            if (!lines.isEmpty()) {
                return lines.get(0).subscription().value();
            }
        }
        return new SubscriptionId(0).value();
    }

    private static List<String> days(Forecast forecast) {
        return forecast.lines().stream().map(line -> line.date().toString()).toList();
    }
}
