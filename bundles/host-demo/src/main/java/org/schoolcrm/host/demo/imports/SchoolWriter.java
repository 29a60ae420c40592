package org.schoolcrm.host.demo.imports;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.schoolcrm.host.importer.BalanceLines.Opening;
import org.schoolcrm.host.importer.CustomerLines.Customer;
import org.schoolcrm.host.importer.Entry;
import org.schoolcrm.host.importer.HostWriter;
import org.schoolcrm.host.importer.ImportKind;
import org.schoolcrm.host.importer.Known;
import org.schoolcrm.host.importer.LessonLines.Planned;
import org.schoolcrm.host.importer.SubscriptionLines.Bought;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.runtime.api.Clock;

/** Writes to the school's tables within the caller's transaction. */
record SchoolWriter(Handle handle, Branch branch, Clock clock) implements HostWriter {

    /** The sequence leaves room for the ids of one batch. */
    @Override
    public <R extends Record> List<Entry<R>> number(ImportKind kind, List<Entry<R>> added) {
        long first = handle.createQuery("select nextval('school_import_id')")
                .mapTo(Long.class)
                .one();
        var numbered = new ArrayList<Entry<R>>();
        for (var entry : added) {
            numbered.add(entry.as(new Known(first + numbered.size(), entry.fingerprint())));
        }
        var batch = handle.prepareBatch("insert into school_external (branch_id, kind, external_id, id, fingerprint)"
                + " values (:branch, :kind, :external, :id, :fingerprint)");
        numbered.forEach(entry -> batch.bind("branch", branch.id().value())
                .bind("kind", kind.name())
                .bind("external", entry.externalId())
                .bind("id", entry.id())
                .bind("fingerprint", entry.fingerprint())
                .add());
        batch.execute();
        return numbered;
    }

    @Override
    public <R extends Record> void remember(ImportKind kind, List<Entry<R>> changed) {
        var batch = handle.prepareBatch("update school_external set fingerprint = :fingerprint"
                + " where branch_id = :branch and kind = :kind and external_id = :external");
        changed.forEach(entry -> batch.bind("branch", branch.id().value())
                .bind("kind", kind.name())
                .bind("external", entry.externalId())
                .bind("fingerprint", entry.fingerprint())
                .add());
        batch.execute();
    }

    @Override
    public RowWriter<Customer> customers() {
        return new CustomerWriter(handle, branch.id());
    }

    @Override
    public RowWriter<Bought> subscriptions() {
        return new SubscriptionWriter(handle);
    }

    @Override
    public RowWriter<Planned> lessons() {
        return new LessonWriter(handle, branch.id());
    }

    @Override
    public RowWriter<Opening> balances() {
        return new BalanceWriter(handle, branch, clock);
    }
}
