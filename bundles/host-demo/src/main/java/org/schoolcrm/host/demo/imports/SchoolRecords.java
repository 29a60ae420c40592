package org.schoolcrm.host.demo.imports;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.schoolcrm.host.importer.HostRecords;
import org.schoolcrm.host.importer.ImportKind;
import org.schoolcrm.host.importer.Known;
import org.schoolcrm.host.spi.BranchId;

/** What the school's tables hold of a branch, as the caller's transaction sees it. */
record SchoolRecords(Handle handle, BranchId branch) implements HostRecords {

    @Override
    public Map<String, Known> imported(ImportKind kind, Set<String> externalIds) {
        var found = new HashMap<String, Known>();
        ofBranch("select x.external_id, x.id, x.fingerprint from unnest(cast(:ids as varchar array)) wanted(id)"
                        + " join school_external x on x.branch_id = :branch and x.kind = :kind"
                        + " and x.external_id = wanted.id")
                .bind("kind", kind.name())
                .bindArray("ids", String.class, externalIds.toArray())
                .map((row, context) -> found.put(
                        row.getString("external_id"), new Known(row.getLong("id"), row.getBytes("fingerprint"))))
                .list();
        return found;
    }

    @Override
    public Set<Long> present(ImportKind kind, Set<Long> ids) {
        var rows = ofBranch(
                        switch (kind) {
                            case CUSTOMERS ->
                                "select id from school_customer where branch_id = :branch"
                                        + " and id = any(cast(:ids as bigint array))";
                            case SUBSCRIPTIONS ->
                                "select s.id from school_subscription s join school_customer c on c.id = s.customer_id"
                                        + " where c.branch_id = :branch and s.id = any(cast(:ids as bigint array))";
                            case LESSONS, BALANCES -> throw new IllegalArgumentException("No cell names " + kind);
                        })
                .bindArray("ids", Long.class, ids.toArray());
        return new HashSet<>(rows.mapTo(Long.class).list());
    }

    @Override
    public List<NamedValue> values(ValueList list) {
        return named(handle.createQuery("select id, name from school_list where kind = :kind order by id")
                .bind("kind", list.name()));
    }

    @Override
    public long usualStatus() {
        return handle.createQuery("select min(id) from school_list where kind = 'STATUS' and active")
                .mapTo(Long.class)
                .one();
    }

    @Override
    public List<NamedValue> groups() {
        return named(ofBranch("select id, name from school_group where branch_id = :branch"));
    }

    @Override
    public Map<Long, SubscriptionOwner> owners(Collection<Long> subscriptions) {
        var found = new HashMap<Long, SubscriptionOwner>();
        withIds(
                        "select id, customer_id, separate from school_subscription"
                                + " where id = any(cast(:ids as bigint array))",
                        subscriptions)
                .map((row, context) -> found.put(
                        row.getLong("id"),
                        new SubscriptionOwner(row.getLong("customer_id"), row.getBoolean("separate"))))
                .list();
        return found;
    }

    @Override
    public Set<Long> held(Collection<Long> lessons) {
        var rows = withIds(
                "select id from school_lesson where id = any(cast(:ids as bigint array)) and status = 'HELD'", lessons);
        return new HashSet<>(rows.mapTo(Long.class).list());
    }

    @Override
    public Set<AccountKey> accounts(Collection<Long> customers) {
        var rows = withIds(
                "select customer_id, account_id from school_account"
                        + " where customer_id = any(cast(:ids as bigint array))",
                customers);
        return new HashSet<>(
                rows.map((row, context) -> new AccountKey(row.getLong("customer_id"), row.getLong("account_id")))
                        .list());
    }

    @Override
    public Map<String, AccountKey> openings(Collection<String> externalIds) {
        var found = new HashMap<String, AccountKey>();
        ofBranch("select o.external_id, o.customer_id, o.account_id"
                        + " from unnest(cast(:ids as varchar array)) wanted(id)"
                        + " join school_opening o on o.branch_id = :branch and o.external_id = wanted.id")
                .bindArray("ids", String.class, externalIds.toArray())
                .map((row, context) -> found.put(
                        row.getString("external_id"),
                        new AccountKey(row.getLong("customer_id"), row.getLong("account_id"))))
                .list();
        return found;
    }

    private Query ofBranch(String sql) {
        return handle.createQuery(sql).bind("branch", branch.value());
    }

    private Query withIds(String sql, Collection<Long> ids) {
        return handle.createQuery(sql).bindArray("ids", Long.class, ids.toArray());
    }

    private static List<NamedValue> named(Query rows) {
        return rows.map((row, context) -> new NamedValue(row.getLong("id"), row.getString("name")))
                .list();
    }
}
