package org.schoolcrm.forecast.core;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.Movement;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.money.Money;

/**
 * Rebuilds the facts of a past instant from those of today: money that moved since is moved back, lessons that took
 * place since are planned again, periods that began since are not posted. Changed plans and agreements cannot be
 * rebuilt, because their earlier state is not kept.
 */
record HistoricalFacts(Instant then, LocalDate day) {

    CustomerFacts of(CustomerFacts customer, List<Movement> since) {
        return new CustomerFacts(
                customer.id(),
                customer.branch(),
                customer.name(),
                customer.legalType(),
                customer.studyStatus(),
                customer.active(),
                customer.contacts(),
                customer.accounts().stream().map(one -> account(one, since)).toList(),
                customer.subscriptions().stream().map(this::subscription).toList(),
                customer.lessons().stream().map(this::lesson).toList(),
                customer.freezes(),
                customer.discounts(),
                customer.attended(),
                customer.flaws());
    }

    private Account account(Account account, List<Movement> since) {
        var moved = since.stream()
                .filter(movement -> movement.account().equals(account.id()))
                .map(Movement::amount)
                .reduce(Money.zero(account.balance().currency()), Money::plus);
        return new Account(
                account.id(), account.balance().minus(moved), account.lessonsLeft(), then, account.includes());
    }

    private Lesson lesson(Lesson lesson) {
        boolean tookPlaceSince =
                lesson.status() == Lesson.Status.HELD && lesson.start().isAfter(then);
        return tookPlaceSince
                ? new Lesson(
                        lesson.id(),
                        lesson.start(),
                        lesson.minutes(),
                        lesson.subject(),
                        lesson.type(),
                        Lesson.Status.PLANNED,
                        lesson.excused(),
                        lesson.membership())
                : lesson;
    }

    private Subscription subscription(Subscription one) {
        return new Subscription(
                one.id(),
                one.name(),
                one.separate(),
                one.unit(),
                one.lessonCount(),
                one.lessonsCharged(),
                one.lessonsLeft(),
                one.subjects(),
                one.lessonTypes(),
                one.valid(),
                one.prices(),
                one.posted().stream().filter(begin -> !begin.isAfter(day)).collect(Collectors.toSet()),
                one.rules());
    }
}
