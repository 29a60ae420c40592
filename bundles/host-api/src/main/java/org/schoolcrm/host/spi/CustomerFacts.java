package org.schoolcrm.host.spi;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that billing may know of a customer at one moment.
 *
 * @param active whether the customer studies: neither a lead, nor archived, nor paused by status
 * @param attended days of the last 30 on which the customer was at a lesson that was held (R107)
 * @param flaws what the CRM holds but could not be read, such as an amount with three decimals, in words for an
 *     administrator; a customer with flaws is not invoiced by forecast
 */
public record CustomerFacts(
        CustomerId id,
        BranchId branch,
        String name,
        LegalType legalType,
        StudyStatusId studyStatus,
        boolean active,
        List<Contact> contacts,
        List<Account> accounts,
        List<Subscription> subscriptions,
        List<Lesson> lessons,
        List<Freeze> freezes,
        List<Discount> discounts,
        Set<LocalDate> attended,
        List<String> flaws) {

    public CustomerFacts {
        contacts = List.copyOf(contacts);
        accounts = List.copyOf(accounts);
        subscriptions = List.copyOf(subscriptions);
        lessons = List.copyOf(lessons);
        freezes = List.copyOf(freezes);
        discounts = List.copyOf(discounts);
        attended = Set.copyOf(attended);
        flaws = List.copyOf(flaws);
    }

    /** Facts that could all be read. */
    public CustomerFacts(
            CustomerId id,
            BranchId branch,
            String name,
            LegalType legalType,
            StudyStatusId studyStatus,
            boolean active,
            List<Contact> contacts,
            List<Account> accounts,
            List<Subscription> subscriptions,
            List<Lesson> lessons,
            List<Freeze> freezes,
            List<Discount> discounts,
            Set<LocalDate> attended) {
        this(
                id,
                branch,
                name,
                legalType,
                studyStatus,
                active,
                contacts,
                accounts,
                subscriptions,
                lessons,
                freezes,
                discounts,
                attended,
                List.of());
    }

    public Optional<Account> account(AccountId wanted) {
        return accounts.stream().filter(account -> account.id().equals(wanted)).findFirst();
    }

    public Optional<Subscription> subscription(SubscriptionId wanted) {
        return subscriptions.stream().filter(one -> one.id().equals(wanted)).findFirst();
    }
}
