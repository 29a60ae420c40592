package org.schoolcrm.host.demo.web;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.Subscription;
import org.schoolcrm.money.Money;

/** A customer as the card shows them. */
public record CustomerCard(
        long id,
        String name,
        String legalType,
        boolean active,
        List<ContactLine> contacts,
        List<AccountLine> accounts,
        List<SubscriptionLine> subscriptions,
        List<LessonLine> lessons) {

    /** A way to reach them. */
    public record ContactLine(String kind, String address) {}

    /** An account; the balance in minor units. */
    public record AccountLine(long id, long balance, String currency) {}

    /** What they bought; the price in minor units. */
    public record SubscriptionLine(
            long id,
            String name,
            String unit,
            long price,
            boolean separate,
            String begin,
            @Nullable String end) {}

    /** A lesson, in the branch's own time. */
    public record LessonLine(long id, String start, int minutes, long subject, String status, boolean excused) {}

    static CustomerCard of(CustomerFacts facts, ZoneId zone) {
        return new CustomerCard(
                facts.id().value(),
                facts.name(),
                facts.legalType().name(),
                facts.active(),
                facts.contacts().stream()
                        .map(contact -> new ContactLine(contact.kind().name(), contact.address()))
                        .toList(),
                facts.accounts().stream()
                        .map(account -> line(account.id().value(), account.balance()))
                        .toList(),
                facts.subscriptions().stream().map(CustomerCard::line).toList(),
                facts.lessons().stream()
                        .filter(lesson -> isMember(lesson, zone))
                        .sorted(Comparator.comparing(Lesson::start))
                        .map(lesson -> line(lesson, zone))
                        .toList());
    }

    /** An excused lesson is shown as such; one of a group that the customer has left is not theirs. */
    private static boolean isMember(Lesson lesson, ZoneId zone) {
        var membership = lesson.membership();
        return membership == null || membership.contains(LocalDate.ofInstant(lesson.start(), zone));
    }

    private static AccountLine line(long id, Money balance) {
        return new AccountLine(id, balance.minor(), balance.currency().getCurrencyCode());
    }

    private static SubscriptionLine line(Subscription one) {
        var prices = one.prices();
        var end = one.valid().end();
        return new SubscriptionLine(
                one.id().value(),
                one.name(),
                one.unit().name(),
                prices.get(prices.size() - 1).amount().minor(),
                one.separate(),
                one.valid().begin().toString(),
                end == null ? null : end.toString());
    }

    private static LessonLine line(Lesson lesson, ZoneId zone) {
        return new LessonLine(
                lesson.id().value(),
                lesson.start().atZone(zone).toLocalDateTime().toString(),
                lesson.minutes(),
                lesson.subject().value(),
                lesson.status().name(),
                lesson.excused());
    }
}
