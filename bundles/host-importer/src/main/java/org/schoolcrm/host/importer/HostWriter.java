package org.schoolcrm.host.importer;

import java.util.List;

/** Takes what is right into the CRM, a batch at a time, within the caller's transaction. */
public interface HostWriter {

    /** Writes rows of one kind. */
    interface RowWriter<R extends Record> {

        void add(List<Entry<R>> entries);

        void change(List<Entry<R>> entries);
    }

    /** Gives new entries numbers of the CRM and stores both with their fingerprints. */
    <R extends Record> List<Entry<R>> number(ImportKind kind, List<Entry<R>> added);

    /** Stores the new fingerprints. */
    <R extends Record> void remember(ImportKind kind, List<Entry<R>> changed);

    RowWriter<CustomerLines.Customer> customers();

    RowWriter<SubscriptionLines.Bought> subscriptions();

    RowWriter<LessonLines.Planned> lessons();

    RowWriter<BalanceLines.Opening> balances();
}
