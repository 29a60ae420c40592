package org.schoolcrm.mailing.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.acquiring.api.Credit;
import org.schoolcrm.billing.api.Payability;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.mailing.api.Bounds;
import org.schoolcrm.mailing.api.Mailing.Whom;
import org.schoolcrm.mailing.api.TermOption;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.money.Money;

/** «Что рассылаем?» as it comes out at the other end. */
class WhatIsMailedTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-09-01");

    private final MailingTestApplication application = new MailingTestApplication();

    @Test
    @DisplayName(
            "R084 the forecast knows the customer, the balance with our own credits, the moment and the period type")
    void the_forecast_is_asked_with_all_that_it_depends_on() {
        var anna = application.customer(
                "Анна",
                List.of(application.account(AccountId.BASE, "1500.00", Set.<PaymentId>of())),
                "anna@example.org");
        application.credits.add(new Credit(new PaymentId(1), anna, AccountId.BASE, Money.of("500.00", "RUB")));

        run(new Form().period(PeriodKind.NEXT, PeriodUnit.WEEK));

        var request = application.forecaster.forecastRequest;
        assertThat(request.customer()).isEqualTo(application.anna());
        assertThat(request.account()).isEqualTo(AccountId.BASE);
        assertThat(request.balance()).isEqualTo(Money.of("-1000.00", "RUB"));
        assertThat(request.window()).isEqualTo(PeriodKind.NEXT.window(PeriodUnit.WEEK, TODAY));
        assertThat(request.zone()).isEqualTo(application.branch.zone());
        assertThat(Duration.between(request.asOf(), application.clock.now())).isLessThan(Duration.ofMinutes(1));
        assertThat(application.invoices)
                .singleElement()
                .satisfies(invoice -> assertThat(invoice.amount()).isEqualTo(Money.of("1000.00", "RUB")));
    }

    @Test
    @DisplayName("R094 only customers of the chosen statuses are invoiced; of all, if none is chosen")
    void statuses_choose_customers() {
        school();

        assertThat(invoiced(whom(Set.of(1L), Set.of()))).containsExactlyInAnyOrder("Анна", "ООО «Бета»");
        assertThat(invoiced(whom(Set.of(1L, 2L), Set.of()))).hasSize(4);
        assertThat(invoiced(whom(Set.of(), Set.of()))).hasSize(4);
        assertThat(invoiced(whom(Set.of(3L), Set.of()))).isEmpty();
    }

    @Test
    @DisplayName("R095 individuals or legal entities are invoiced; both, if neither is chosen")
    void legal_types_choose_customers() {
        school();

        assertThat(invoiced(whom(Set.of(), Set.of(LegalType.LEGAL_ENTITY))))
                .containsExactlyInAnyOrder("ООО «Бета»", "ООО «Дельта»");
        assertThat(invoiced(whom(Set.of(2L), Set.of(LegalType.INDIVIDUAL)))).containsExactly("Вера");
        assertThat(invoiced(whom(Set.of(), Set.of()))).hasSize(4);
    }

    @Test
    @DisplayName("R096 R098 the term starts at the moment of issue, and after its last day nobody can pay")
    void the_term_starts_at_issue() {
        application.customer("Анна", "10.00");
        run(new Form().term(TermOption.WEEK_1));

        var invoice = application.invoices.get(0);
        assertThat(invoice.term().from()).isEqualTo(TODAY);
        assertThat(invoice.payability(TODAY)).isEqualTo(Payability.PAYABLE);
        assertThat(invoice.payability(TODAY.plusDays(7))).isEqualTo(Payability.PAYABLE);
        assertThat(invoice.payability(TODAY.plusDays(8))).isEqualTo(Payability.EXPIRED);
    }

    @Test
    @DisplayName("R099 R100 R101 the checkbox lets a paid invoice be paid again, and never an archived one")
    void paying_again_is_a_matter_of_the_checkbox() {
        application.customer("Анна", "10.00");
        run(new Form().repeatable(true));
        run(new Form().repeatable(false).reissue(true));
        application.pay(0);
        application.pay(1);

        var payable = Map.of(
                true, application.invoices.get(0).payability(TODAY),
                false, application.invoices.get(1).payability(TODAY));
        assertThat(payable).containsOnly(entry(true, Payability.PAYABLE), entry(false, Payability.PAID));

        run(new Form().repeatable(true).reissue(true));
        run(new Form().repeatable(false).reissue(true));
        assertThat(application.invoices.subList(2, 4))
                .allMatch(invoice -> invoice.archive().payability(TODAY) == Payability.ARCHIVED);
    }

    private void school() {
        application.customer("Анна", 1, LegalType.INDIVIDUAL);
        application.customer("ООО «Бета»", 1, LegalType.LEGAL_ENTITY);
        application.customer("Вера", 2, LegalType.INDIVIDUAL);
        application.customer("ООО «Дельта»", 2, LegalType.LEGAL_ENTITY);
    }

    private List<String> invoiced(Whom whom) {
        application.invoices.clear();
        run(new Form().whom(whom).reissue(true));
        return application.invoices.stream()
                .map(invoice -> application.customers.get(invoice.customer()).name())
                .toList();
    }

    private static Whom whom(Set<Long> statuses, Set<LegalType> legalTypes) {
        var chosen = statuses.stream().map(StudyStatusId::new).collect(Collectors.toSet());
        return new Whom(chosen, legalTypes, null, null, Bounds.OPEN, Bounds.OPEN, false, false);
    }

    private void run(Form form) {
        var mailing = application.mailings.create(
                MailingTestApplication.BRANCH, form.settings(application), MailingTestApplication.ADMIN);
        application.run(mailing, "hand:" + mailing.id());
    }
}
