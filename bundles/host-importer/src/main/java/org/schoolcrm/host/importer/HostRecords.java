package org.schoolcrm.host.importer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the CRM holds in one branch. Each question is asked once a batch, about everything that the batch needs. */
public interface HostRecords {

    /** Which list of the CRM a cell takes its value from. */
    enum ValueList {
        STATUS,
        SUBJECT,
        LESSON_TYPE
    }

    /** A value of a list, or a group, as people call it. */
    record NamedValue(long id, String name) {}

    /** Whose a subscription is, and whether it has an account of its own. */
    record SubscriptionOwner(long customer, boolean separate) {}

    /** An account of a customer; the base account is 0. */
    record AccountKey(long customer, long account) {}

    /** What earlier files have brought, by external id. */
    Map<String, Known> imported(ImportKind kind, Set<String> externalIds);

    /** Which of these customers or subscriptions the branch has. */
    Set<Long> present(ImportKind kind, Set<Long> ids);

    /** In the order in which people see them. */
    List<NamedValue> values(ValueList list);

    /** What a customer has whose line names no status. */
    long usualStatus();

    List<NamedValue> groups();

    Map<Long, SubscriptionOwner> owners(Collection<Long> subscriptions);

    /** Which of these lessons have taken place. */
    Set<Long> held(Collection<Long> lessons);

    Set<AccountKey> accounts(Collection<Long> customers);

    /** The account that an earlier opening balance went to, by external id. */
    Map<String, AccountKey> openings(Collection<String> externalIds);
}
