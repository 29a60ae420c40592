package org.schoolcrm.host.demo.school;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Discount;
import org.schoolcrm.host.spi.DiscountId;
import org.schoolcrm.host.spi.Freeze;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

/** Reads everything about a page of customers, table by table and never customer by customer. */
final class CustomerFactsReader {

    private static final Duration RECENT_PAYMENTS = Duration.ofDays(9);

    private final SchoolTables tables;
    private final TableBranches branches;

    CustomerFactsReader(SchoolTables tables, TableBranches branches) {
        this.tables = tables;
        this.branches = branches;
    }

    List<CustomerFacts> read(BranchId branchId, Set<CustomerId> customers, DateRange window, Instant asOf) {
        var branch = branches.find(branchId);
        if (branch.isEmpty() || customers.isEmpty()) {
            return List.of();
        }
        var ids = customers.stream().map(CustomerId::value).sorted().toArray(Long[]::new);
        return tables.jdbi().withHandle(handle -> new Page(handle, branch.get(), ids, asOf).read(window));
    }

    /** One reading. */
    private record Page(Handle handle, Branch branch, Long[] ids, Instant asOf) {

        List<CustomerFacts> read(DateRange window) {
            var contacts = byCustomer(
                    "select t.* from" + RequestedCustomers.CUSTOMERS + " join school_contact t on t.customer_id = w.id"
                            + " order by t.customer_id, t.position",
                    Page::contact);
            var accounts = accounts();
            var subscriptions = new SubscriptionReader(handle, branch.currency()).read(ids);
            var lessons = new LessonReader(handle, branch).read(ids, window);
            var freezes = byCustomer(
                    "select t.* from" + RequestedCustomers.CUSTOMERS + " join school_freeze t on t.customer_id = w.id",
                    Page::freeze);
            var discounts = byCustomer(
                    "select t.* from" + RequestedCustomers.CUSTOMERS
                            + " join school_discount t on t.customer_id = w.id",
                    (row, context) -> discount(row));
            var attended = attended();
            return handle.createQuery("select c.*, s.active from" + RequestedCustomers.CUSTOMERS
                            + " join school_customer c on c.id = w.id"
                            + " join school_list s on s.kind = 'STATUS' and s.id = c.status_id"
                            + " where c.branch_id = :branch order by c.id")
                    .bind("branch", branch.id().value())
                    .bind("ids", ids)
                    .map((row, context) -> {
                        long id = row.getLong("id");
                        return new CustomerFacts(
                                new CustomerId(id),
                                branch.id(),
                                row.getString("name"),
                                LegalType.valueOf(row.getString("legal_type")),
                                new StudyStatusId(row.getLong("status_id")),
                                row.getBoolean("active") && !row.getBoolean("lead") && !row.getBoolean("archived"),
                                contacts.getOrDefault(id, List.of()),
                                accounts.getOrDefault(id, List.of()),
                                subscriptions.getOrDefault(id, List.of()),
                                lessons.getOrDefault(id, List.of()),
                                freezes.getOrDefault(id, List.of()),
                                discounts.getOrDefault(id, List.of()),
                                attended.getOrDefault(id, Set.of()));
                    })
                    .list();
        }

        /** Balances and the payments in them in one statement: apart, a payment could come in between. */
        private Map<Long, List<Account>> accounts() {
            var found = new HashMap<Long, Map<AccountId, Account>>();
            handle.createQuery("select a.*, e.payment_id from" + RequestedCustomers.CUSTOMERS
                            + " join school_account a on a.customer_id = w.id left join school_entry e"
                            + " on e.customer_id = a.customer_id and e.account_id = a.account_id"
                            + " and e.payment_id is not null and e.at >= :since"
                            + " order by a.customer_id, a.account_id")
                    .bind("ids", ids)
                    .bind("since", asOf.minus(RECENT_PAYMENTS))
                    .map((row, context) -> found.computeIfAbsent(
                                    row.getLong("customer_id"), key -> new LinkedHashMap<>())
                            .merge(new AccountId(row.getLong("account_id")), account(row), Page::both))
                    .list();
            var accounts = new HashMap<Long, List<Account>>();
            found.forEach((customer, own) -> accounts.put(customer, List.copyOf(own.values())));
            return accounts;
        }

        private Account account(ResultSet row) throws SQLException {
            var payment = Columns.number(row, "payment_id");
            return new Account(
                    new AccountId(row.getLong("account_id")),
                    new Money(row.getLong("balance"), branch.currency()),
                    row.getInt("lessons_left"),
                    asOf,
                    payment == null ? Set.of() : Set.of(new PaymentId(payment)));
        }

        private static Account both(Account one, Account other) {
            var includes = new HashSet<PaymentId>();
            Stream.of(one, other).forEach(account -> includes.addAll(Objects.requireNonNull(account.includes())));
            return new Account(one.id(), one.balance(), one.lessonsLeft(), one.asOf(), includes);
        }

        private Map<Long, Set<LocalDate>> attended() {
            var days = new HashMap<Long, Set<LocalDate>>();
            ZoneId zone = branch.zone();
            var today = LocalDate.ofInstant(asOf, zone);
            handle.createQuery("select a.customer_id, l.starts_at from" + RequestedCustomers.CUSTOMERS
                            + " join school_attendance a on a.customer_id = w.id"
                            + " join school_lesson l on l.id = a.lesson_id"
                            + " where a.attended"
                            + " and l.status = 'HELD' and l.starts_at >= :from and l.starts_at < :until")
                    .bind("ids", ids)
                    .bind("from", today.minusDays(30).atStartOfDay(zone).toInstant())
                    .bind("until", today.atStartOfDay(zone).toInstant())
                    .map((row, context) -> days.computeIfAbsent(row.getLong("customer_id"), key -> new HashSet<>())
                            .add(LocalDate.ofInstant(Columns.instant(row, "starts_at"), zone)))
                    .list();
            return days;
        }

        private <T> Map<Long, List<T>> byCustomer(String sql, RowMapper<T> mapper) {
            var found = new HashMap<Long, List<T>>();
            handle.createQuery(sql)
                    .bind("ids", ids)
                    .map((row, context) -> found.computeIfAbsent(row.getLong("customer_id"), key -> new ArrayList<>())
                            .add(mapper.map(row, context)))
                    .list();
            return found;
        }

        private static Contact contact(ResultSet row, Object context) throws SQLException {
            return new Contact(Contact.Kind.valueOf(row.getString("kind")), row.getString("address"));
        }

        private static Freeze freeze(ResultSet row, Object context) throws SQLException {
            var subscription = Columns.number(row, "subscription_id");
            return new Freeze(subscription == null ? null : new SubscriptionId(subscription), Columns.range(row));
        }

        private Discount discount(ResultSet row) throws SQLException {
            return new Discount(
                    new DiscountId(row.getLong("id")),
                    row.getInt("basis_points"),
                    new Money(row.getLong("fixed"), branch.currency()),
                    subjects(Columns.number(row, "subject_id")),
                    Set.of(),
                    Columns.range(row));
        }

        private static Set<SubjectId> subjects(@Nullable Long id) {
            return id == null ? Set.of() : Set.of(new SubjectId(id));
        }
    }
}
