package org.schoolcrm.forecast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolcrm.forecast.core.Pupil.MOSCOW;
import static org.schoolcrm.forecast.core.Pupil.days;
import static org.schoolcrm.forecast.core.Pupil.rub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.Credit;
import org.schoolcrm.forecast.api.CustomerForecast;
import org.schoolcrm.forecast.api.ForecastProblem;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.Movement;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.money.Money;

/** Forecasts by customer number: facts of a page at once, recent credits added. */
class ForecastServiceTest {

    private static final BranchId CENTRE = new BranchId(1);
    private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");
    private static final CustomerId ANNA = new CustomerId(1);

    private final FakeSchool school = new FakeSchool();
    private final FakeBank bank = new FakeBank();
    private final List<Movement> movements = new ArrayList<>();
    private final ForecastService forecasts = new ForecastService(
            new ProjectedForecaster(),
            school,
            () -> List.of(new Branch(CENTRE, "Центр", MOSCOW, Currency.getInstance("RUB"))),
            List.of(bank),
            (branch, customers, after) -> movements.stream()
                    .filter(one ->
                            customers.contains(one.customer()) && one.at().isAfter(after))
                    .toList(),
            () -> NOW);

    @Test
    void forecasts_every_account_of_every_customer_with_one_question_to_the_crm() {
        for (long id = 60; id >= 1; id--) {
            school.add(customer(id, account(AccountId.BASE, "-5", Set.of()), account(new AccountId(7), "1", Set.of())));
        }

        var found = of(school.everybody());

        assertThat(found).hasSize(120);
        assertThat(found.get(0).customer().id()).isEqualTo(ANNA);
        assertThat(found.get(0).answer().orThrow().amount()).isEqualTo(rub("5"));
        assertThat(found.get(1).account()).isEqualTo(new AccountId(7));
        assertThat(school.questions()).isEqualTo(1);
        assertThat(bank.questions()).isEqualTo(1);
    }

    @Test
    void adds_our_credits_that_the_balance_does_not_contain_yet() {
        school.add(customer(1, account(AccountId.BASE, "-500", Set.of(new PaymentId(1)))));
        bank.add(credit(1, AccountId.BASE, "200"));
        bank.add(credit(2, AccountId.BASE, "150"));
        bank.add(credit(3, new AccountId(9), "9999"));

        assertThat(of(Set.of(ANNA)).get(0).answer().orThrow().amount()).isEqualTo(rub("350"));
    }

    @Test
    void refuses_while_nobody_can_say_whether_the_balance_contains_a_payment() {
        school.add(customer(1, account(AccountId.BASE, "-500", null)));
        assertThat(of(Set.of(ANNA)).get(0).answer().orThrow().amount()).isEqualTo(rub("500"));

        bank.add(credit(2, AccountId.BASE, "150"));
        var refusal = of(Set.of(ANNA)).get(0).answer().refusal();
        assertThat(refusal).isNotNull();
        assertThat(refusal.type()).isEqualTo(ForecastProblem.PAYMENT_IN_FLIGHT);
    }

    @Test
    void one_balance_beyond_belief_is_that_accounts_refusal_alone() {
        school.add(customer(1, account(AccountId.BASE, "-500", Set.of())));
        school.add(customer(2, account(AccountId.BASE, "-500", Set.of())));
        bank.add(new Credit(new PaymentId(1), ANNA, AccountId.BASE, Money.ofMinor(Long.MAX_VALUE, "RUB")));
        bank.add(new Credit(new PaymentId(2), ANNA, AccountId.BASE, Money.ofMinor(Long.MAX_VALUE, "RUB")));

        var found = of(school.everybody());

        var refusal = found.get(0).answer().refusal();
        assertThat(refusal).isNotNull();
        assertThat(refusal.type()).isEqualTo(ForecastProblem.AMOUNT_IMPLAUSIBLE);
        assertThat(found.get(1).answer().orThrow().amount()).isEqualTo(rub("500"));
    }

    @Test
    void refuses_while_online_payment_is_away() {
        school.add(customer(1, account(AccountId.BASE, "-500", Set.of())));
        var alone = new ForecastService(
                new ProjectedForecaster(),
                school,
                () -> List.of(new Branch(CENTRE, "Центр", MOSCOW, Currency.getInstance("RUB"))),
                List.of(),
                (branch, customers, after) -> List.of(),
                () -> NOW);

        assertThatThrownBy(() -> alone.of(CENTRE, Set.of(ANNA), days("2026-09-01", "2026-09-30"), NOW))
                .hasMessageStartingWith("credits-unknown");
    }

    @Test
    @DisplayName("time travel: money that moved since is moved back, lessons held since are planned again")
    void looks_back_with_the_balance_and_the_lessons_of_then() {
        var lessons = new Pupil()
                .perLesson("800", 8)
                .lesson("2026-08-20", "12:00", Lesson.Status.HELD)
                .lesson("2026-08-25", "12:00", Lesson.Status.HELD)
                .facts();
        school.add(new CustomerFacts(
                ANNA,
                CENTRE,
                "Анна",
                lessons.legalType(),
                lessons.studyStatus(),
                true,
                List.of(),
                List.of(account(AccountId.BASE, "30", Set.of())),
                lessons.subscriptions(),
                lessons.lessons(),
                List.of(),
                List.of(),
                Set.of()));
        movements.add(new Movement(ANNA, AccountId.BASE, Instant.parse("2026-08-20T10:00:00Z"), rub("-100"), "Урок"));
        movements.add(new Movement(ANNA, AccountId.BASE, Instant.parse("2026-08-25T10:00:00Z"), rub("-100"), "Урок"));
        movements.add(new Movement(ANNA, AccountId.BASE, Instant.parse("2026-08-26T10:00:00Z"), rub("190"), "Касса"));
        bank.add(credit(2, AccountId.BASE, "150"));

        var then = Instant.parse("2026-08-22T00:00:00Z");
        var found = forecasts.of(CENTRE, Set.of(ANNA), days("2026-08-22", "2026-08-31"), then);

        assertThat(found.get(0).answer().orThrow().charges()).isEqualTo(rub("100"));
        assertThat(found.get(0).answer().orThrow().balance()).isEqualTo(rub("-60"));
    }

    @Test
    void knows_nobody_of_another_branch() {
        school.add(customer(1, account(AccountId.BASE, "-500", Set.of())));

        assertThat(forecasts.of(new BranchId(2), Set.of(ANNA), days("2026-09-01", "2026-09-30"), NOW))
                .isEmpty();
        assertThat(of(Set.of(new CustomerId(99)))).isEmpty();
    }

    private List<CustomerForecast> of(Set<CustomerId> who) {
        return forecasts.of(CENTRE, who, days("2026-09-01", "2026-09-30"), NOW);
    }

    private static CustomerFacts customer(long id, Account... accounts) {
        var facts = new Pupil().facts();
        return new CustomerFacts(
                new CustomerId(id),
                CENTRE,
                facts.name(),
                facts.legalType(),
                facts.studyStatus(),
                true,
                List.of(),
                List.of(accounts),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of());
    }

    private static Account account(AccountId id, String balance, @Nullable Set<PaymentId> includes) {
        return new Account(id, rub(balance), 0, NOW, includes);
    }

    private static Credit credit(long id, AccountId account, String amount) {
        return new Credit(new PaymentId(id), ANNA, account, rub(amount));
    }
}
