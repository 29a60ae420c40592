package org.schoolcrm.host.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.demo.data.SchoolSeeder;
import org.schoolcrm.host.demo.school.EntryMovements;
import org.schoolcrm.host.demo.school.LedgerAccounts;
import org.schoolcrm.host.demo.school.TableBranches;
import org.schoolcrm.host.demo.school.TableCustomers;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers.CandidateFilter;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.Movement;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.host.spi.PostingAnswer;
import org.schoolcrm.host.spi.Subscription.BillingUnit;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.JtaTransactions;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

@OnBothDatabases
class SchoolTest {

    private static final BranchId MOSCOW = new BranchId(1);
    private static final DateRange SEPTEMBER =
            new DateRange(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-30"));
    private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");

    private final SettableClock clock = new SettableClock("2026-09-01T06:00:00Z");
    private final SchoolTables tables;
    private final TableCustomers customers;
    private final LedgerAccounts accounts;

    SchoolTest(TestDatabase database) {
        tables = new SchoolTables(
                database.dataSource(), new FlywayMigrations(database.dataSource()), new InstantColumns());
        var transactions = new JtaTransactions(database.transactionManager());
        new SchoolSeeder(tables, transactions, clock, 7, 600, "2026-09-01");
        customers = new TableCustomers(tables, new TableBranches(tables));
        accounts = new LedgerAccounts(tables, transactions, clock);
    }

    @Test
    void meets_every_candidate_once_whatever_the_size_of_the_page() {
        var whole = candidates(CandidateFilter.EVERYBODY, 10_000);

        assertThat(candidates(CandidateFilter.EVERYBODY, 7)).isEqualTo(whole);
        assertThat(whole).doesNotHaveDuplicates().hasSizeBetween(250, 330);
        assertThat(facts(whole)).hasSize(whole.size()).allMatch(CustomerFacts::active);
    }

    @Test
    void a_list_of_customers_goes_on_where_it_ended() {
        var whole = customers.search(MOSCOW, "а", 10_000);
        var met = new ArrayList<>(customers.search(MOSCOW, "а", null, 7));
        for (var page = List.copyOf(met); !page.isEmpty(); met.addAll(page)) {
            page = customers.search(MOSCOW, "а", met.get(met.size() - 1).id(), 7);
        }

        assertThat(met).isEqualTo(whole).doesNotHaveDuplicates().hasSizeGreaterThan(100);
        assertThat(customers.search(new BranchId(2), "", whole.get(0).id(), 10)).isEmpty();
    }

    @Test
    void the_ledger_tells_what_moved_after_an_instant_for_a_page_of_customers() {
        var ledger = new EntryMovements(tables, new TableBranches(tables));
        var some = new HashSet<>(candidates(CandidateFilter.EVERYBODY, 10_000).subList(0, 20));
        var sum = new HashMap<String, Money>();

        var all = ledger.since(MOSCOW, some, Instant.EPOCH);
        all.forEach(one -> sum.merge(one.customer() + ":" + one.account(), one.amount(), Money::plus));

        assertThat(all).isNotEmpty().isSortedAccordingTo(Comparator.comparing(Movement::at));
        assertThat(facts(List.copyOf(some)))
                .allSatisfy(customer -> assertThat(customer.accounts())
                        .filteredOn(account -> !account.balance().isZero())
                        .allSatisfy(account ->
                                assertThat(account.balance()).isEqualTo(sum.get(customer.id() + ":" + account.id()))));
        assertThat(ledger.since(MOSCOW, some, all.get(all.size() - 1).at())).isEmpty();
        assertThat(ledger.since(new BranchId(2), some, Instant.EPOCH)).isEmpty();
    }

    @Test
    void filters_by_legal_type() {
        var companies = candidates(new CandidateFilter(Set.of(), Set.of(LegalType.LEGAL_ENTITY)), 100);

        assertThat(companies).isNotEmpty();
        assertThat(facts(companies)).allMatch(customer -> customer.legalType() == LegalType.LEGAL_ENTITY);
    }

    @Test
    void holds_customers_of_every_kind() {
        var facts = facts(candidates(CandidateFilter.EVERYBODY, 10_000));

        assertThat(facts)
                .anyMatch(one -> one.contacts().isEmpty())
                .anyMatch(one -> one.accounts().size() > 1)
                .anyMatch(one -> !one.freezes().isEmpty())
                .anyMatch(one -> !one.discounts().isEmpty())
                .anyMatch(one -> !one.attended().isEmpty())
                .anyMatch(one -> one.lessons().stream().anyMatch(lesson -> lesson.membership() == null))
                .anyMatch(one -> one.lessons().stream().anyMatch(lesson -> lesson.membership() != null))
                .anyMatch(one -> one.lessons().stream().anyMatch(lesson -> lesson.excused()));
        for (var unit : BillingUnit.values()) {
            assertThat(facts).anyMatch(one -> one.subscriptions().stream().anyMatch(sub -> sub.unit() == unit));
        }
        assertThat(facts.stream().flatMap(one -> one.accounts().stream()).map(Account::balance))
                .anyMatch(Money::isNegative)
                .anyMatch(Money::isZero)
                .anyMatch(Money::isPositive);
    }

    @Test
    void reads_a_page_with_the_same_number_of_statements_whatever_its_size() {
        var all = candidates(CandidateFilter.EVERYBODY, 10_000);

        assertThat(statementsFor(all.subList(0, 200))).isEqualTo(statementsFor(all.subList(0, 3)));
    }

    @Test
    void knows_nothing_of_customers_of_another_branch() {
        var ours = candidates(CandidateFilter.EVERYBODY, 10);

        assertThat(customers.facts(new BranchId(2), new HashSet<>(ours), SEPTEMBER, NOW))
                .isEmpty();
    }

    @Test
    @DisplayName("I3 a payment is posted once and the balance is the sum of the entries")
    void a_payment_is_posted_once() throws Exception {
        var customer = candidates(CandidateFilter.EVERYBODY, 1).get(0);
        var before = base(customer);
        var posting = new Posting(
                new PaymentId(555), MOSCOW, customer, AccountId.BASE, Money.of("100.01", "RUB"), NOW, "1-2026-000001");

        inParallel(16, () -> accounts.post(posting));

        assertThat(base(customer).balance()).isEqualTo(before.balance().plus(Money.of("100.01", "RUB")));
        assertThat(base(customer).includes()).contains(new PaymentId(555));
        long strays = tables.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from school_account a"
                                + " where a.balance <> (select coalesce(sum(e.amount), 0) from school_entry e"
                                + " where e.customer_id = a.customer_id and e.account_id = a.account_id)")
                        .mapTo(Long.class)
                        .one());
        assertThat(strays).isZero();
    }

    @Test
    void refuses_a_posting_to_an_account_that_is_not_there() {
        var customer = candidates(CandidateFilter.EVERYBODY, 1).get(0);
        var rub = Money.of("1", "RUB");

        assertThat(kind(posting(customer, new AccountId(999_999), MOSCOW, rub))).isEqualTo(PostingAnswer.Kind.REFUSED);
        assertThat(kind(posting(customer, AccountId.BASE, new BranchId(2), rub)))
                .isEqualTo(PostingAnswer.Kind.REFUSED);
        assertThat(kind(posting(customer, AccountId.BASE, MOSCOW, Money.of("1", "USD"))))
                .isEqualTo(PostingAnswer.Kind.REFUSED);
    }

    private PostingAnswer.Kind kind(Posting posting) {
        return accounts.post(posting).kind();
    }

    private static Posting posting(CustomerId customer, AccountId account, BranchId branch, Money amount) {
        return new Posting(new PaymentId(777), branch, customer, account, amount, NOW, "");
    }

    private Account base(CustomerId customer) {
        return facts(List.of(customer)).get(0).account(AccountId.BASE).orElseThrow();
    }

    private List<CustomerFacts> facts(List<CustomerId> ids) {
        return customers.facts(MOSCOW, new HashSet<>(ids), SEPTEMBER, NOW);
    }

    private List<CustomerId> candidates(CandidateFilter filter, int limit) {
        var met = new ArrayList<CustomerId>();
        var page = customers.candidates(MOSCOW, filter, null, limit);
        met.addAll(page.customers());
        while (page.next() != null) {
            page = customers.candidates(MOSCOW, filter, page.next(), limit);
            met.addAll(page.customers());
        }
        return met;
    }

    private int statementsFor(List<CustomerId> ids) {
        var count = new AtomicInteger();
        tables.jdbi().setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                count.incrementAndGet();
            }
        });
        facts(ids);
        tables.jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
        return count.get();
    }

    private static void inParallel(int threads, Callable<?> work) throws Exception {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            for (var done : pool.invokeAll(Collections.nCopies(threads, work))) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
