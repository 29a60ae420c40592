package org.schoolcrm.mailing.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.LessonTypeId;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.mailing.api.Mailing.What;
import org.schoolcrm.mailing.api.Mailing.Whom;
import org.schoolcrm.mailing.api.SkipReason;
import org.schoolcrm.mailing.core.Form;
import org.schoolcrm.mailing.core.MailingTestApplication;
import org.schoolcrm.money.Money;

/** The run is on 15 September. */
class EligibilityRulesTest {

    private static final LocalDate DAY = LocalDate.parse("2026-09-15");
    private static final ZoneId VLADIVOSTOK = ZoneId.of("Asia/Vladivostok");
    private static final AccountId SEPARATE = new AccountId(7);

    private final MailingTestApplication application = new MailingTestApplication();

    @ParameterizedTest(name = "attended on {0}: {1}")
    @CsvSource({"2026-08-15, false", "2026-08-16, true", "2026-09-14, true", "2026-09-15, false"})
    @DisplayName("R107 was at a lesson on one of the 30 days before the run, the day of the run not among them")
    void attended_lately(LocalDate attended, boolean bills) {
        var customer = facts(List.of(), Set.of(attended));

        var against = EligibilityRules.against(customer, Form.whom(Form.WhomForm::attendedLately), DAY, VLADIVOSTOK);

        assertThat(against).isEqualTo(bills ? Optional.empty() : Optional.of(SkipReason.NOT_ATTENDED_LATELY));
    }

    @ParameterizedTest(name = "a {1} lesson at {0}, excused: {2}: {3}")
    @CsvSource({
        "2026-09-14T14:00:00Z, PLANNED,   false, true",
        "2026-09-14T13:59:59Z, PLANNED,   false, false",
        "2026-09-15T13:59:59Z, PLANNED,   false, true",
        "2026-09-15T14:00:00Z, PLANNED,   false, false",
        "2026-09-15T05:00:00Z, HELD,      false, true",
        "2026-09-15T05:00:00Z, CANCELLED, false, false",
        "2026-09-15T05:00:00Z, PLANNED,   true,  false",
    })
    @DisplayName("R108 R155 has a lesson that day, by the branch's calendar, neither cancelled nor excused")
    void has_a_lesson_that_day(Instant start, Lesson.Status status, boolean excused, boolean bills) {
        var lesson =
                new Lesson(new LessonId(1), start, 60, new SubjectId(1), new LessonTypeId(1), status, excused, null);

        var against = EligibilityRules.against(
                facts(List.of(lesson), Set.of()), Form.whom(Form.WhomForm::lessonThatDay), DAY, VLADIVOSTOK);

        assertThat(against).isEqualTo(bills ? Optional.empty() : Optional.of(SkipReason.NO_LESSON_THAT_DAY));
    }

    @ParameterizedTest(name = "a member from {0} to {1}: {2}")
    @CsvSource({
        "2026-01-01,            , true",
        "2026-01-01, 2026-12-11 , true",
        "2026-01-01, 2026-12-10 , false",
        "2026-12-11, 2026-12-11 , true",
        "2026-12-12,            , false",
    })
    @DisplayName("R108 a lesson of a group counts for its members of that day")
    void a_lesson_of_a_group_counts_for_its_members(LocalDate begins, LocalDate ends, boolean bills) {
        var day = LocalDate.parse("2026-12-11");
        var lesson = new Lesson(
                new LessonId(1),
                day.atTime(23, 30).atZone(VLADIVOSTOK).toInstant(),
                60,
                new SubjectId(1),
                new LessonTypeId(1),
                Lesson.Status.PLANNED,
                false,
                new DateRange(begins, ends));

        var against = EligibilityRules.against(
                facts(List.of(lesson), Set.of()), Form.whom(Form.WhomForm::lessonThatDay), day, VLADIVOSTOK);

        assertThat(against).isEqualTo(bills ? Optional.empty() : Optional.of(SkipReason.NO_LESSON_THAT_DAY));
    }

    @Test
    @DisplayName("R107 R108 unless they are asked for, neither attendance nor lessons matter")
    void neither_matters_unless_asked_for() {
        assertThat(EligibilityRules.against(facts(List.of(), Set.of()), Whom.EVERYBODY, DAY, VLADIVOSTOK))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} lessons left: {1}")
    @CsvSource({"0, false", "1, true", "2, true", "3, true", "4, false"})
    @DisplayName("R104 lessons left from 1 to 3 means 1, 2 and 3")
    void lessons_left(int left, boolean bills) {
        var against = remains(Form.whom(whom -> whom.lessonsLeft(1L, 3L)), left, "0");

        assertThat(against).isEqualTo(bills ? Optional.empty() : Optional.of(SkipReason.LESSONS_LEFT_OUTSIDE));
    }

    @ParameterizedTest(name = "{0} on the account: {1}")
    @CsvSource({"99.99, false", "100.00, true", "500.00, true", "500.01, false"})
    @DisplayName("R105 money left from 100 to 500 includes both")
    void money_left(String left, boolean bills) {
        var against = remains(Form.whom(whom -> whom.moneyLeft(10_000L, 50_000L)), 0, left);

        assertThat(against).isEqualTo(bills ? Optional.empty() : Optional.of(SkipReason.MONEY_LEFT_OUTSIDE));
    }

    @ParameterizedTest(name = "from {0} to {1}, {2} left: {3}")
    @CsvSource({"2,, 1, false", "2,, 2, true", ",2, 2, true", ",2, 3, false", ",, 99, true"})
    @DisplayName("R106 a bound that is left out does not hold anybody back")
    void a_bound_that_is_left_out(Long from, Long to, int left, boolean bills) {
        assertThat(remains(Form.whom(whom -> whom.lessonsLeft(from, to)), left, "0")
                        .isEmpty())
                .isEqualTo(bills);
    }

    @Test
    @DisplayName("R104 R105 both ranges must fit")
    void both_ranges_must_fit() {
        var both = Form.whom(whom -> whom.lessonsLeft(1L, 3L).moneyLeft(0L, 100L));

        assertThat(remains(both, 2, "0.50")).isEmpty();
        assertThat(remains(both, 2, "1.01")).contains(SkipReason.MONEY_LEFT_OUTSIDE);
        assertThat(remains(both, 4, "0.50")).contains(SkipReason.LESSONS_LEFT_OUTSIDE);
    }

    @ParameterizedTest(name = "a subscription of subjects {0}: {1}")
    @CsvSource({"'', true", "1, true", "2, false", "'1,2', true"})
    @DisplayName("R102 a subject chooses the subscriptions that are for it or for any")
    void a_subject_chooses(String subjects, boolean bills) {
        assertThat(chosen(Form.whom(whom -> whom.subject(1)), subjects, "")).isEqualTo(bills);
    }

    @ParameterizedTest(name = "a subscription of lesson types {0}: {1}")
    @CsvSource({"'', true", "1, true", "2, false", "'1,2', true"})
    @DisplayName("R103 a lesson type chooses the subscriptions that are for it or for any")
    void a_lesson_type_chooses(String types, boolean bills) {
        assertThat(chosen(Form.whom(whom -> whom.lessonType(1)), "", types)).isEqualTo(bills);
    }

    private Optional<SkipReason> remains(Whom whom, int lessonsLeft, String balance) {
        var money = Money.of(balance, "RUB");
        var account = new Account(AccountId.BASE, money, lessonsLeft, application.clock.now(), Set.of());
        return EligibilityRules.against(facts(List.of(), Set.of()), account, money, what(whom));
    }

    private boolean chosen(Whom whom, String subjects, String types) {
        var subscription = new Subscription(
                new SubscriptionId(SEPARATE.value()),
                "Английский",
                true,
                Subscription.BillingUnit.LESSON,
                8,
                0,
                0,
                Arrays.stream(subjects.split(","))
                        .filter(id -> !id.isEmpty())
                        .map(SubjectId::fromString)
                        .collect(Collectors.toSet()),
                Arrays.stream(types.split(","))
                        .filter(id -> !id.isEmpty())
                        .map(LessonTypeId::fromString)
                        .collect(Collectors.toSet()),
                new DateRange(DAY, null),
                List.of(),
                Set.of(),
                Subscription.Rules.DEFAULT);
        var money = Money.of("0", "RUB");
        var account = new Account(subscription.account(), money, 0, application.clock.now(), Set.of());
        var customer = facts(List.of(), Set.of(), List.of(subscription));
        return EligibilityRules.against(customer, account, money, what(whom)).isEmpty();
    }

    private What what(Whom whom) {
        return new Form()
                .method(CalculationMethod.SUBSCRIPTION_COST)
                .whom(whom)
                .settings(application)
                .what();
    }

    private static CustomerFacts facts(List<Lesson> lessons, Set<LocalDate> attended) {
        return facts(lessons, attended, List.of());
    }

    private static CustomerFacts facts(
            List<Lesson> lessons, Set<LocalDate> attended, List<Subscription> subscriptions) {
        return new CustomerFacts(
                new CustomerId(1),
                MailingTestApplication.BRANCH,
                "Анна",
                LegalType.INDIVIDUAL,
                new StudyStatusId(1),
                true,
                List.of(),
                List.of(),
                subscriptions,
                lessons,
                List.of(),
                List.of(),
                attended);
    }
}
