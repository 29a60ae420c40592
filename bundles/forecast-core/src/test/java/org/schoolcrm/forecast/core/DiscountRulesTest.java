package org.schoolcrm.forecast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.forecast.core.Pupil.ALONE;
import static org.schoolcrm.forecast.core.Pupil.ENGLISH;
import static org.schoolcrm.forecast.core.Pupil.GROUP;
import static org.schoolcrm.forecast.core.Pupil.MATHS;
import static org.schoolcrm.forecast.core.Pupil.days;
import static org.schoolcrm.forecast.core.Pupil.rub;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.forecast.api.Forecast;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;

/** What is let off (forecast-rules.md 3, rule 6; edge cases of 7). */
class DiscountRulesTest {

    private static final DateRange ALWAYS = days("2026-01-01", null);
    private static final Money NOTHING = rub("0");

    @Test
    @DisplayName("edge: percent+fixed discounts: percents first whatever their number, then fixed, not below nothing")
    void takes_percents_off_first_then_fixed_amounts_and_never_below_nothing() {
        var pupil = new Pupil()
                .perLesson("800", 8)
                .lessons(1, "2026-09-02")
                .fixedOff("15")
                .percentOff(10, "2026-01-01", null);

        assertThat(nets(pupil)).containsExactly(rub("75.00"));
        assertThat(nets(pupil.fixedOff("500"))).containsExactly(rub("0"));
        assertThat(owes(pupil).lines().get(0).discount()).isEqualTo(rub("100"));
    }

    @Test
    void percents_multiply_and_are_rounded_once_half_up() {
        var pupil = new Pupil()
                .perLesson("0.55", 1)
                .lessons(1, "2026-09-02")
                .discount(5000, NOTHING, ALWAYS, Set.of(), Set.of())
                .discount(1000, NOTHING, ALWAYS, Set.of(), Set.of());

        assertThat(nets(pupil)).containsExactly(rub("0.25"));
        assertThat(nets(new Pupil()
                        .perLesson("0.05", 1)
                        .lessons(1, "2026-09-02")
                        .percentOff(10, "2026-01-01", null)))
                .containsExactly(rub("0.05"));
    }

    @Test
    @DisplayName("edge: discount ending mid-period")
    void a_discount_ends_with_its_last_day() {
        var pupil = new Pupil().perLesson("800", 8).lessons(4, "2026-09-01").percentOff(50, "2026-09-02", "2026-09-03");

        assertThat(nets(pupil)).containsExactly(rub("100"), rub("50"), rub("50"), rub("100"));
    }

    @Test
    void a_fixed_discount_reduces_every_line_that_it_matches() {
        var pupil = new Pupil()
                .with(
                        Bought.lessons("800", 8),
                        Bought.month("3000", "2026-09-05").forSubjects(MATHS))
                .lessons(2, "2026-09-02")
                .fixedOff("30");

        assertThat(nets(pupil)).containsExactly(rub("70"), rub("70"), rub("2970"));
    }

    @Test
    void a_lesson_is_matched_by_its_own_subject_and_type() {
        var pupil = new Pupil()
                .perLesson("800", 8)
                .lesson("2026-09-02", "12:00", ENGLISH, GROUP)
                .lesson("2026-09-03", "12:00", MATHS, GROUP)
                .lesson("2026-09-04", "12:00", MATHS, ALONE)
                .discount(5000, NOTHING, ALWAYS, Set.of(MATHS), Set.of(ALONE));

        assertThat(nets(pupil)).containsExactly(rub("100"), rub("100"), rub("50"));
    }

    @Test
    void a_period_is_matched_by_what_its_subscription_lists() {
        var pupil = new Pupil()
                .with(
                        Bought.month("100", "2026-09-01")
                                .forSubjects(ENGLISH, MATHS)
                                .forTypes(GROUP),
                        Bought.month("100", "2026-09-02").forSubjects(ENGLISH),
                        Bought.month("100", "2026-09-03"))
                .discount(5000, NOTHING, ALWAYS, Set.of(MATHS), Set.of(GROUP))
                .discount(1000, NOTHING, ALWAYS, Set.of(), Set.of());

        assertThat(nets(pupil)).containsExactly(rub("45"), rub("90"), rub("90"));
    }

    @Test
    void a_line_names_the_discounts_that_were_taken_by_number() {
        var pupil = new Pupil()
                .perLesson("800", 8)
                .lessons(1, "2026-09-02")
                .fixedOff("1")
                .percentOff(10, "2026-10-01", null)
                .fixedOff("2")
                .shuffled(7);

        assertThat(owes(pupil).lines().get(0).discounts())
                .extracting(discount -> discount.id().value())
                .containsExactly(1L, 3L);
    }

    private static List<Money> nets(Pupil pupil) {
        return owes(pupil).lines().stream().map(ForecastLine::net).toList();
    }

    private static Forecast owes(Pupil pupil) {
        return pupil.owes("2026-09-01", "2026-09-30");
    }
}
