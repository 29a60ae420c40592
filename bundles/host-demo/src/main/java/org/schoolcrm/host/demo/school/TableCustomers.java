package org.schoolcrm.host.demo.school;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.StudyStatusId;

/** The customers, a page at a time; every answer takes a constant number of statements. */
public final class TableCustomers implements Customers {

    private final SchoolTables tables;
    private final CustomerFactsReader reader;

    public TableCustomers(SchoolTables tables, TableBranches branches) {
        this.tables = tables;
        this.reader = new CustomerFactsReader(tables, branches);
    }

    @Override
    public CandidatePage candidates(BranchId branch, CandidateFilter filter, @Nullable String after, int limit) {
        var ids = tables.jdbi()
                .withHandle(handle -> handle.createQuery("select c.id from school_customer c"
                                + " join school_list s on s.kind = 'STATUS' and s.id = c.status_id"
                                + " where c.branch_id = :branch and c.id > :after and s.active and not c.lead and not c.archived"
                                + " and (:everyStatus or c.status_id = any(cast(:statuses as bigint array)))"
                                + " and (:everyType or c.legal_type = any(cast(:types as varchar array)))"
                                + " order by c.branch_id, c.id fetch first :limit rows only")
                        .bind("branch", branch.value())
                        .bind("after", after == null ? 0 : Long.parseLong(after))
                        .bind("everyStatus", filter.statuses().isEmpty())
                        .bindArray(
                                "statuses",
                                Long.class,
                                filter.statuses().stream()
                                        .map(StudyStatusId::value)
                                        .toArray())
                        .bind("everyType", filter.legalTypes().isEmpty())
                        .bindArray(
                                "types",
                                String.class,
                                filter.legalTypes().stream()
                                        .map(LegalType::name)
                                        .toArray())
                        .bind("limit", limit)
                        .mapTo(Long.class)
                        .map(CustomerId::new)
                        .list());
        return new CandidatePage(
                ids, ids.size() < limit ? null : ids.get(limit - 1).toString());
    }

    @Override
    public List<CustomerFacts> facts(BranchId branch, Set<CustomerId> customers, DateRange window, Instant asOf) {
        return reader.read(branch, customers, window, asOf);
    }

    @Override
    public List<CustomerName> search(BranchId branch, String text, int limit) {
        return search(branch, text, null, limit);
    }

    /** The next of those who are found, by name; null for the first ones. */
    public List<CustomerName> search(BranchId branch, String text, @Nullable CustomerId after, int limit) {
        var pattern = "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("[%_\\\\]", "") + "%";
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select c.id, c.name from school_customer c"
                                + " where c.branch_id = :branch and not c.archived and (lower(c.name) like :pattern or exists"
                                + " (select 1 from school_contact t where t.customer_id = c.id and lower(t.address) like :pattern))"
                                + " and (:first or exists (select 1 from school_customer f where f.id = :after and f.branch_id = :branch"
                                + " and (c.name > f.name or c.name = f.name and c.id > f.id)))"
                                + " order by c.name, c.id fetch first :limit rows only")
                        .bind("branch", branch.value())
                        .bind("pattern", pattern)
                        .bind("first", after == null)
                        .bind("after", after == null ? 0 : after.value())
                        .bind("limit", limit)
                        .map((row, context) ->
                                new CustomerName(new CustomerId(row.getLong("id")), row.getString("name")))
                        .list());
    }

    @Override
    public List<CustomerName> names(BranchId branch, Set<CustomerId> customers) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select c.id, c.name from" + RequestedCustomers.CUSTOMERS
                                + " join school_customer c on c.id = w.id where c.branch_id = :branch")
                        .bind("branch", branch.value())
                        .bindArray(
                                "ids",
                                Long.class,
                                customers.stream().map(CustomerId::value).toArray())
                        .map((row, context) ->
                                new CustomerName(new CustomerId(row.getLong("id")), row.getString("name")))
                        .list());
    }

    @Override
    public List<Reachable> reachable(BranchId branch, Set<CustomerId> customers) {
        var ids = customers.stream().map(CustomerId::value).toArray(Long[]::new);
        return tables.jdbi().withHandle(handle -> {
            var contacts = new HashMap<Long, List<Contact>>();
            handle.createQuery("select t.customer_id, t.kind, t.address from" + RequestedCustomers.CUSTOMERS
                            + " join school_contact t on t.customer_id = w.id order by t.customer_id, t.position")
                    .bindArray("ids", Long.class, (Object[]) ids)
                    .map((row, context) -> contacts.computeIfAbsent(
                                    row.getLong("customer_id"), key -> new ArrayList<>())
                            .add(new Contact(Contact.Kind.valueOf(row.getString("kind")), row.getString("address"))))
                    .list();
            return handle.createQuery("select c.id, c.archived from" + RequestedCustomers.CUSTOMERS
                            + " join school_customer c on c.id = w.id where c.branch_id = :branch")
                    .bind("branch", branch.value())
                    .bindArray("ids", Long.class, (Object[]) ids)
                    .map((row, context) -> new Reachable(
                            new CustomerId(row.getLong("id")),
                            row.getBoolean("archived"),
                            contacts.getOrDefault(row.getLong("id"), List.of())))
                    .list();
        });
    }

    @Override
    public Dictionaries dictionaries(BranchId branch) {
        return tables.jdbi()
                .withHandle(handle ->
                        new Dictionaries(list(handle, "STATUS"), list(handle, "SUBJECT"), list(handle, "LESSON_TYPE")));
    }

    private static List<Entry> list(Handle handle, String kind) {
        return handle.createQuery("select id, name from school_list where kind = :kind order by id")
                .bind("kind", kind)
                .map((row, context) -> new Entry(row.getLong("id"), row.getString("name")))
                .list();
    }
}
