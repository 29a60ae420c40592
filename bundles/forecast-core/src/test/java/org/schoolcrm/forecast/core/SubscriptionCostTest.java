package org.schoolcrm.forecast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolcrm.forecast.core.Pupil.ALONE;
import static org.schoolcrm.forecast.core.Pupil.ENGLISH;
import static org.schoolcrm.forecast.core.Pupil.GROUP;
import static org.schoolcrm.forecast.core.Pupil.MATHS;
import static org.schoolcrm.forecast.core.Pupil.rub;
import static org.schoolcrm.host.spi.AccountId.BASE;

import java.time.LocalDate;
import java.util.Currency;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.forecast.api.CostRequest;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.DateRange;

/** «По стоимости абонементов» (forecast-rules.md 4). */
class SubscriptionCostTest {

    private final Pupil pupil = new Pupil()
            .with(
                    Bought.lessons("4000", 8).forSubjects(ENGLISH).forTypes(GROUP),
                    Bought.month("3000", "2026-02-01").forSubjects(MATHS),
                    Bought.month("500", "2026-01-01"),
                    Bought.month("900", "2026-01-01").separate())
            .lessons(9, "2026-09-02")
            .hasPaid("1500");

    @Test
    @DisplayName("R016 R085 the amount is what the subscriptions cost: no balance, no lessons, no months counted")
    void the_amount_is_the_sum_of_the_accounts_subscriptions() {
        var cost = pupil.costs(BASE, "2026-09-01", "2026-11-30", null, null);

        assertThat(cost.amount()).contains(rub("7500"));
        assertThat(cost.lines()).extracting(line -> line.subscription().value()).containsExactly(1L, 2L, 3L);
        assertThat(cost.lines()).extracting(ForecastLine::kind).containsOnly(ForecastLine.Kind.SUBSCRIPTION);
    }

    @Test
    @DisplayName("R017 a separate account costs exactly its own subscription")
    void a_separate_account_costs_its_own_subscription() {
        assertThat(pupil.costs(new AccountId(4), "2026-09-01", "2026-09-30", null, null)
                        .amount())
                .contains(rub("900"));
    }

    @Test
    @DisplayName("R102 R103 A3 filters choose subscriptions for the subject or type, and those for anything")
    void filters_choose_subscriptions() {
        assertThat(pupil.costs(BASE, "2026-09-01", "2026-09-30", ENGLISH, null).amount())
                .contains(rub("4500"));
        assertThat(pupil.costs(BASE, "2026-09-01", "2026-09-30", MATHS, null).amount())
                .contains(rub("3500"));
        assertThat(pupil.costs(BASE, "2026-09-01", "2026-09-30", null, ALONE).amount())
                .contains(rub("3500"));
        assertThat(pupil.costs(BASE, "2026-09-01", "2026-09-30", ENGLISH, ALONE).amount())
                .contains(rub("500"));
    }

    @Test
    @DisplayName("A29 discounts are visible on every line, and can be switched off")
    void discounts_are_visible_and_can_be_switched_off() {
        pupil.percentOff(10, "2026-01-01", null);

        assertThat(pupil.costs(BASE, "2026-09-01", "2026-09-30", null, null).lines())
                .extracting(ForecastLine::discount)
                .containsExactly(rub("400"), rub("300"), rub("50"));
        assertThat(pupil.costs(BASE, "2026-09-01", "2026-09-30", null, null, false)
                        .amount())
                .contains(rub("7500"));
    }

    @Test
    void counts_what_is_active_on_the_day_or_begins_in_the_period() {
        var some = new Pupil()
                .with(
                        Bought.month("1", "2026-01-01").until("2026-08-31"),
                        Bought.month("2", "2026-09-15").costs("3", "2026-09-15"),
                        Bought.month("4", "2026-10-01"),
                        Bought.month("8", "2026-01-01"))
                .frozen(4, "2026-09-01", "2026-09-03");

        assertThat(some.costs(BASE, "2026-09-01", "2026-09-30", null, null).amount())
                .contains(rub("3"));
        assertThat(some.costs(BASE, "2026-09-04", "2026-09-30", null, null).amount())
                .contains(rub("11"));
    }

    @Test
    void a_line_never_ends_before_its_own_day_even_if_the_period_does() {
        var august = new DateRange(LocalDate.parse("2026-08-01"), LocalDate.parse("2026-08-31"));
        var day = LocalDate.parse("2026-09-10");
        var cost = new ListedCosts()
                .cost(new CostRequest(
                        pupil.facts(),
                        BASE,
                        Currency.getInstance("RUB"),
                        day,
                        august,
                        new CostFilter(ENGLISH, GROUP, true)));

        assertThat(cost.lines()).hasSize(2).allMatch(line -> line.through().equals(day));
    }

    @Test
    void without_an_active_subscription_there_is_no_amount() {
        assertThat(new Pupil()
                        .costs(BASE, "2026-09-01", "2026-09-30", null, null)
                        .amount())
                .isEmpty();
    }

    @Test
    void bad_facts_are_named() {
        assertThatThrownBy(() -> new Pupil().perLesson("800", 0).costs(BASE, "2026-09-01", "2026-09-30", null, null))
                .hasMessageStartingWith("lesson-count-out-of-range");
    }
}
