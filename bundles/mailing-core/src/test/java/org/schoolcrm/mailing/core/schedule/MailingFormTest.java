package org.schoolcrm.mailing.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.forecast.api.PeriodKind;
import org.schoolcrm.forecast.api.PeriodUnit;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.DeliveryChain.Step;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.Schedule;
import org.schoolcrm.mailing.api.Schedule.Frequency;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.api.TermOption;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;

class MailingFormTest {

    private final MailingTestApplication application = new MailingTestApplication();

    @Test
    @DisplayName("R080 R081 R082 a mailing is added with what, when and how, and is there afterwards")
    void a_mailing_is_added() {
        var settings = new Form().name("Счета за месяц").active().settings(application);

        var mailing =
                application.mailings.create(MailingTestApplication.BRANCH, settings, MailingTestApplication.ADMIN);

        assertThat(application.mailings.find(mailing.id()).orElseThrow().settings())
                .isEqualTo(settings);
        assertThat(application.audit).extracting("action").contains("mailing.created");
    }

    @ParameterizedTest
    @EnumSource(names = {"FORECAST", "SUBSCRIPTION_COST"})
    @DisplayName("R083 two methods of calculation")
    void two_methods(CalculationMethod method) {
        assertThat(create(new Form().method(method)).settings().what().method()).isEqualTo(method);
    }

    @Test
    @DisplayName("R083 an amount by hand makes no mailing")
    void no_amount_by_hand() {
        refuses(new Form().method(CalculationMethod.MANUAL), "what.method", "METHOD_NOT_FOR_MAILINGS");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R086 the scope of accounts is one of three")
    void three_scopes(AccountScope scope) {
        assertThat(create(new Form().scope(scope)).settings().what().scope()).isEqualTo(scope);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R090 the period is the current or the next one")
    void two_kinds_of_period(PeriodKind kind) {
        var what = create(new Form().period(kind, PeriodUnit.MONTH)).settings().what();

        assertThat(what.periodKind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R093 the period is a day, a week or a month")
    void three_units_of_period(PeriodUnit unit) {
        var what = create(new Form().period(PeriodKind.NEXT, unit)).settings().what();

        assertThat(what.periodUnit()).isEqualTo(unit);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R096 R097 the term is one of eight")
    void eight_terms(TermOption term) {
        assertThat(TermOption.values()).hasSize(8);
        assertThat(create(new Form().term(term)).settings().what().term()).isEqualTo(term);
    }

    @Test
    @DisplayName("R102 R103 subject and lesson type are chosen when invoices are made by subscription")
    void subjects_only_by_subscription() {
        var subject = Form.whom(whom -> whom.subject(1));
        var type = Form.whom(whom -> whom.lessonType(1));

        refuses(new Form().whom(subject), "what.whom.subject", "ONLY_FOR_SUBSCRIPTIONS");
        refuses(new Form().whom(type), "what.whom.lessonType", "ONLY_FOR_SUBSCRIPTIONS");
        create(new Form().whom(subject).scope(AccountScope.SUBSCRIPTION));
        create(new Form().whom(type).method(CalculationMethod.SUBSCRIPTION_COST));
    }

    @Test
    @DisplayName("R104 R105 remainders count only by subscription cost")
    void remainders_only_by_cost() {
        var lessons = Form.whom(whom -> whom.lessonsLeft(1L, 3L));
        var money = Form.whom(whom -> whom.moneyLeft(10_000L, 50_000L));

        refuses(new Form().whom(lessons), "what.whom.lessonsLeft", "ONLY_FOR_SUBSCRIPTION_COST");
        refuses(new Form().whom(money), "what.whom.moneyLeft", "ONLY_FOR_SUBSCRIPTION_COST");
    }

    @Test
    @DisplayName("R106 either bound may be left out, but not upside down")
    void either_bound_may_be_left_out() {
        var byCost = CalculationMethod.SUBSCRIPTION_COST;

        create(new Form().method(byCost).whom(Form.whom(whom -> whom.lessonsLeft(1L, null))));
        create(new Form().method(byCost).whom(Form.whom(whom -> whom.moneyLeft(null, -500L))));
        refuses(
                new Form().method(byCost).whom(Form.whom(whom -> whom.lessonsLeft(3L, 1L))),
                "what.whom.lessonsLeft",
                "RANGE_INVERTED");
    }

    @Test
    @DisplayName("R120 R121 R122 R123 R124 every frequency needs its parts")
    void every_frequency_needs_its_parts() {
        refuses(new Form().when(new Schedule(Frequency.DAILY, null, null, null)), "when.time", "REQUIRED");
        refuses(new Form().when(new Schedule(Frequency.WEEKLY, LocalTime.NOON, null, null)), "when.day", "REQUIRED");
        refuses(
                new Form().when(new Schedule(Frequency.MONTHLY, LocalTime.NOON, null, null)),
                "when.dayOfMonth",
                "REQUIRED");
        refuses(new Form().when(Schedule.monthly(32, LocalTime.NOON)), "when.dayOfMonth", "DAY_OF_MONTH_WRONG");
        create(new Form().when(Schedule.weekly(DayOfWeek.MONDAY, LocalTime.NOON)));
    }

    @Test
    @DisplayName("R130 the delivery method is e-mail, SMS or Telegram, and the template's own")
    void three_delivery_methods() {
        var sms = application.templates.create(
                MailingTestApplication.BRANCH,
                DeliveryMethod.SMS,
                new Template.Content("SMS", "", "{bill.url}"),
                MailingTestApplication.ADMIN);

        assertThat(DeliveryMethod.values()).hasSize(3);
        create(new Form().delivery(DeliveryMethod.SMS, sms));
        create(new Form().delivery(DeliveryMethod.TELEGRAM, sms));
        refuses(new Form().delivery(DeliveryMethod.EMAIL, sms), "how.template", "METHOD_NOT_OF_TEMPLATE");
    }

    @Test
    @DisplayName("R132 a mailing needs a template")
    void a_mailing_needs_a_template() {
        var settings = new Form().settings(application);
        var none = new Mailing.How(DeliveryMethod.EMAIL, new TemplateId(99), null, false, Mailing.Reminders.NONE, null);
        var without = new Mailing.Settings("Счета", false, settings.what(), settings.when(), none);

        assertThatThrownBy(() -> application.mailings.create(
                        MailingTestApplication.BRANCH, without, MailingTestApplication.ADMIN))
                .hasMessageContaining("how.template")
                .hasMessageContaining("TEMPLATE_UNKNOWN");
    }

    @Test
    @DisplayName("A chain names each channel once, waits within bounds, and needs a template of each kind that it uses")
    void a_chain_needs_what_it_uses() {
        var sms = application.templates.create(
                MailingTestApplication.BRANCH,
                DeliveryMethod.SMS,
                new Template.Content("SMS", "", "{bill.url}"),
                MailingTestApplication.ADMIN);
        var email = application.template("Счёт", "{bill.url}");

        create(telegram(sms).then(60, email, Step.MAX, Step.WHATSAPP, Step.SMS, Step.EMAIL));
        create(telegram(sms).then(5, null, Step.SMS));
        refuses(telegram(sms).then(60, email), "how.chain.then", "REQUIRED");
        refuses(telegram(sms).then(60, email, Step.SMS, Step.SMS), "how.chain.then", "CHANNEL_TWICE");
        refuses(telegram(sms).then(60, email, Step.TELEGRAM), "how.chain.then", "CHANNEL_TWICE");
        refuses(telegram(sms).then(60, null, Step.EMAIL), "how.chain.template", "REQUIRED");
        refuses(telegram(sms).then(60, sms, Step.EMAIL), "how.chain.template", "METHOD_NOT_OF_TEMPLATE");
        for (int minutes : new int[] {Integer.MIN_VALUE, 0, 4, 4321}) {
            refuses(telegram(sms).then(minutes, null, Step.SMS), "how.chain.waitMinutes", "WAIT_WRONG");
        }
    }

    private static Form telegram(Template sms) {
        return new Form().delivery(DeliveryMethod.TELEGRAM, sms);
    }

    @Test
    void refuses_limits_of_nothing_and_reminders_of_invoices_without_a_term() {
        refuses(new Form().limits(0L, null), "what.limits.invoices", "LIMIT_NOT_POSITIVE");
        refuses(new Form().term(TermOption.UNLIMITED).reminders(3), "how.reminders.days", "REMINDERS_NEED_TERM");
        refuses(new Form().reminders(1, 2, 3, 4, 5, 6), "how.reminders.days", "REMINDERS_TOO_MANY");
        for (int day : new int[] {-63, 366, 99_999, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            refuses(new Form().reminders(day), "how.reminders.days", "REMINDER_DAY_WRONG");
        }
        refuses(new Form().reminders(3, 3), "how.reminders.days", "REMINDER_DAY_WRONG");
        create(new Form().reminders(-62, 0, 365));
    }

    @Test
    void says_everything_that_is_wrong_at_once() {
        var form = new Form()
                .name(" ")
                .whom(Form.whom(whom -> whom.subject(1)))
                .when(new Schedule(Frequency.DAILY, null, null, null));

        assertThatThrownBy(() -> create(form))
                .hasMessageContaining("name")
                .hasMessageContaining("what.whom.subject")
                .hasMessageContaining("when.time");
    }

    @Test
    void shows_the_next_slots_of_an_active_mailing_only() {
        var idle = create(new Form());
        var active = create(new Form().active().when(Schedule.monthly(31, LocalTime.of(9, 30))));

        assertThat(application.mailings.nextSlots(idle.id(), 5)).isEmpty();
        assertThat(application.mailings.nextSlots(active.id(), 2))
                .extracting(Object::toString)
                .isEqualTo(List.of("2026-09-30T09:30", "2026-10-31T09:30"));
    }

    private Mailing create(Form form) {
        return application.mailings.create(
                MailingTestApplication.BRANCH, form.settings(application), MailingTestApplication.ADMIN);
    }

    private void refuses(Form form, String field, String problem) {
        assertThatThrownBy(() -> create(form))
                .hasMessageContaining("field=" + field)
                .hasMessageContaining(problem);
    }
}
