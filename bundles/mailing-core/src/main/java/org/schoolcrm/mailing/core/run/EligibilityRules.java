package org.schoolcrm.mailing.core.run;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.mailing.api.Mailing.What;
import org.schoolcrm.mailing.api.Mailing.Whom;
import org.schoolcrm.mailing.api.SkipReason;
import org.schoolcrm.money.Money;

/** The filters of a mailing that look at a customer's facts (R102–R108, A3, A13, A14). */
public final class EligibilityRules {

    private static final int LATELY_DAYS = 30;

    private EligibilityRules() {}

    /** Why the customer is not invoiced at all on that day. */
    static Optional<SkipReason> against(CustomerFacts customer, Whom whom, LocalDate day, ZoneId zone) {
        if (whom.attendedLately() && !attendedLately(customer, day)) {
            return Optional.of(SkipReason.NOT_ATTENDED_LATELY);
        }
        if (whom.lessonThatDay() && !hasLesson(customer, day, zone)) {
            return Optional.of(SkipReason.NO_LESSON_THAT_DAY);
        }
        return Optional.empty();
    }

    /** Why the account is not invoiced; the remainders are those of the account itself (A14). */
    static Optional<SkipReason> against(CustomerFacts customer, Account account, Money balance, What what) {
        var whom = what.whom();
        if (!account.id().isBase() && whom.choosesSubscriptions() && !isChosen(customer, account, whom)) {
            return Optional.of(SkipReason.OTHER_SUBJECT);
        }
        if (what.method() == CalculationMethod.SUBSCRIPTION_COST) {
            if (!whom.lessonsLeft().contain(account.lessonsLeft())) {
                return Optional.of(SkipReason.LESSONS_LEFT_OUTSIDE);
            }
            if (!whom.moneyLeft().contain(balance.minor())) {
                return Optional.of(SkipReason.MONEY_LEFT_OUTSIDE);
            }
        }
        return Optional.empty();
    }

    /** On a day of [D−30, D). */
    private static boolean attendedLately(CustomerFacts customer, LocalDate day) {
        var first = day.minusDays(LATELY_DAYS);
        return customer.attended().stream().anyMatch(date -> !date.isBefore(first) && date.isBefore(day));
    }

    private static boolean hasLesson(CustomerFacts customer, LocalDate day, ZoneId zone) {
        return customer.lessons().stream()
                .filter(lesson -> lesson.status() != Lesson.Status.CANCELLED && lesson.isExpected(zone))
                .anyMatch(lesson -> LocalDate.ofInstant(lesson.start(), zone).equals(day));
    }

    private static boolean isChosen(CustomerFacts customer, Account account, Whom whom) {
        return customer.subscriptions().stream()
                .filter(subscription -> subscription.account().equals(account.id()))
                .anyMatch(subscription -> isChosen(subscription, whom));
    }

    /** A subscription without subjects covers every subject, and likewise for lesson types. */
    private static boolean isChosen(Subscription subscription, Whom whom) {
        boolean subject = whom.subject() == null
                || subscription.subjects().isEmpty()
                || subscription.subjects().contains(whom.subject());
        boolean type = whom.lessonType() == null
                || subscription.lessonTypes().isEmpty()
                || subscription.lessonTypes().contains(whom.lessonType());
        return subject && type;
    }
}
