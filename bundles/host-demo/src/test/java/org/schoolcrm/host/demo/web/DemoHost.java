package org.schoolcrm.host.demo.web;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.demo.data.SchoolSeeder;
import org.schoolcrm.host.demo.school.ConfiguredMailingOption;
import org.schoolcrm.host.demo.school.LedgerAccounts;
import org.schoolcrm.host.demo.school.TableBranches;
import org.schoolcrm.host.demo.school.TableCustomers;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.Accounts;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.host.spi.Callers;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.host.spi.MailingOption;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.host.spi.StudyStatusId;
import org.schoolcrm.host.testkit.HostUnderTest;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.JtaTransactions;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** The demo school on the bench: asked through its ports, filled through its tables. */
final class DemoHost implements HostUnderTest {

    private static final AtomicLong IDS = new AtomicLong(1_000_000);

    private final SchoolTables tables;
    private final TableBranches branches;
    private final TableCustomers customers;
    private final LedgerAccounts accounts;
    private final Sessions sessions;

    DemoHost(TestDatabase database) {
        var clock = new SettableClock("2026-09-15T09:00:00Z");
        var transactions = new JtaTransactions(database.transactionManager());
        tables = new SchoolTables(
                database.dataSource(), new FlywayMigrations(database.dataSource()), new InstantColumns());
        new SchoolSeeder(tables, transactions, clock, 7, 40, "2026-09-15");
        branches = new TableBranches(tables);
        customers = new TableCustomers(tables, branches);
        accounts = new LedgerAccounts(tables, transactions, clock);
        sessions = new Sessions(tables, transactions, clock);
    }

    @Override
    public Branches branches() {
        return branches;
    }

    @Override
    public Customers customers() {
        return customers;
    }

    @Override
    public Accounts accounts() {
        return accounts;
    }

    @Override
    public MailingOption mailingOption() {
        return new ConfiguredMailingOption("trial");
    }

    @Override
    public Callers callers() {
        return new SessionCallers(sessions, new SessionCookie(URI.create("http://localhost")::resolve));
    }

    @Override
    public CustomerId add(NewCustomer customer) {
        long id = IDS.incrementAndGet();
        insert(
                "insert into school_customer (id, branch_id, name, legal_type, status_id, lead, archived)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                id,
                customer.branch().value(),
                customer.name(),
                customer.legalType().name(),
                customer.standing() == Standing.LEFT ? status(false) : status(true),
                customer.standing() == Standing.LEAD,
                customer.standing() == Standing.ARCHIVED);
        for (int position = 0; position < customer.contacts().size(); position++) {
            var contact = customer.contacts().get(position);
            insert(
                    "insert into school_contact (customer_id, position, kind, address) values (?, ?, ?, ?)",
                    id,
                    position,
                    contact.kind().name(),
                    contact.address());
        }
        addAccount(id, 0);
        return new CustomerId(id);
    }

    @Override
    public AccountId addSeparateAccount(CustomerId customer) {
        long id = IDS.incrementAndGet();
        insert(
                "insert into school_subscription (id, customer_id, name, separate, unit, price, lesson_count,"
                        + " lessons_charged, lessons_left, begins) values (?, ?, 'Английский', true, 'LESSON', 400000,"
                        + " 8, 0, 8, ?)",
                id,
                customer.value(),
                LocalDate.parse("2026-01-01"));
        addAccount(customer.value(), id);
        return new AccountId(id);
    }

    @Override
    public LessonId plan(CustomerId customer, Instant start) {
        long id = IDS.incrementAndGet();
        insert(
                "insert into school_lesson (id, branch_id, customer_id, starts_at, minutes, subject_id, lesson_type_id,"
                        + " status) select ?, branch_id, id, ?, 60, 1, 1, 'PLANNED' from school_customer where id = ?",
                id,
                start.atOffset(ZoneOffset.UTC),
                customer.value());
        return new LessonId(id);
    }

    @Override
    public void cancel(LessonId lesson) {
        insert("update school_lesson set status = 'CANCELLED' where id = ?", lesson.value());
    }

    @Override
    public void attended(LessonId lesson, CustomerId customer) {
        insert("update school_lesson set status = 'HELD' where id = ?", lesson.value());
        insert(
                "insert into school_attendance (lesson_id, customer_id, attended, excused) values (?, ?, true, false)",
                lesson.value(),
                customer.value());
    }

    @Override
    public StudyStatusId studying() {
        return new StudyStatusId(status(true));
    }

    @Override
    public RequestFacts viewer() {
        return login("viewer");
    }

    @Override
    public RequestFacts administrator() {
        return login("admin");
    }

    private RequestFacts login(String name) {
        var token = sessions.begin(sessions.prove(name, "demo").user().orElseThrow(), "127.0.0.1", "");
        return new RequestFacts(Map.of("crm_session", token), "");
    }

    private long status(boolean active) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select min(id) from school_list where kind = 'STATUS' and active = :active")
                        .bind("active", active)
                        .mapTo(Long.class)
                        .one());
    }

    private void addAccount(long customer, long account) {
        insert(
                "insert into school_account (customer_id, account_id, balance, lessons_left) values (?, ?, 0, 0)",
                customer,
                account);
    }

    private void insert(String sql, Object... values) {
        tables.jdbi().useHandle(handle -> handle.execute(sql, values));
    }
}
