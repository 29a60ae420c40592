package org.schoolcrm.host.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.demo.data.SchoolSeeder;
import org.schoolcrm.host.demo.school.SchoolAdministration;
import org.schoolcrm.host.demo.school.TableBranches;
import org.schoolcrm.host.demo.school.TableCustomers;
import org.schoolcrm.host.demo.school.Timetable;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.Customers.CandidateFilter;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.LessonId;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.FlywayMigrations;
import org.schoolcrm.runtime.InstantColumns;
import org.schoolcrm.runtime.JtaTransactions;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.SettableClock;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** What people do in the school is what a forecast sees a moment later. */
@OnBothDatabases
class SchoolAdministrationTest {

    private static final BranchId MOSCOW = new BranchId(1);
    private static final BranchId ELSEWHERE = new BranchId(2);
    private static final LocalDate TODAY = LocalDate.parse("2026-09-01");

    private final SettableClock clock = new SettableClock("2026-09-01T06:00:00Z");
    private final TableCustomers customers;
    private final SchoolAdministration administration;
    private final Timetable timetable;
    private final TableBranches branches;
    private final CustomerId anna;

    SchoolAdministrationTest(TestDatabase database) {
        var transactions = new JtaTransactions(database.transactionManager());
        var tables = new SchoolTables(
                database.dataSource(), new FlywayMigrations(database.dataSource()), new InstantColumns());
        new SchoolSeeder(tables, transactions, clock, 7, 200, "2026-09-01");
        branches = new TableBranches(tables);
        customers = new TableCustomers(tables, branches);
        administration = new SchoolAdministration(tables, transactions, clock);
        timetable = new Timetable(tables);
        anna = customers.candidates(MOSCOW, CandidateFilter.EVERYBODY, null, 1000).customers().stream()
                .filter(id -> facts(id).lessons().stream().anyMatch(SchoolAdministrationTest::isPlanned))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_cancelled_lesson_is_cancelled_until_it_is_restored() {
        var lesson = planned();

        administration.cancel(MOSCOW, lesson.id());
        assertThat(look(lesson.id()).status()).isEqualTo(Lesson.Status.CANCELLED);

        administration.restore(MOSCOW, lesson.id());
        assertThat(look(lesson.id()).status()).isEqualTo(Lesson.Status.PLANNED);
    }

    @Test
    void a_moved_lesson_stands_at_its_new_time() {
        var lesson = planned();

        administration.move(MOSCOW, lesson.id(), lesson.start().plus(Duration.ofHours(2)));

        assertThat(look(lesson.id()).start()).isEqualTo(lesson.start().plus(Duration.ofHours(2)));
    }

    @Test
    void an_excuse_is_for_one_customer_and_can_be_taken_back() {
        var lesson = planned();

        administration.excuse(MOSCOW, lesson.id(), anna, true);
        assertThat(look(lesson.id()).excused()).isTrue();

        administration.excuse(MOSCOW, lesson.id(), anna, false);
        assertThat(look(lesson.id()).excused()).isFalse();
    }

    @Test
    void a_freeze_comes_and_goes() {
        var before = facts(anna).freezes().size();
        administration.freeze(MOSCOW, anna, null, TODAY, TODAY.plusDays(6));
        assertThat(facts(anna).freezes()).hasSize(before + 1);

        var added = timetable.freezes(MOSCOW, anna).stream()
                .filter(one -> one.begin().equals("2026-09-01") && one.end().equals("2026-09-07"))
                .findFirst()
                .orElseThrow();
        administration.unfreeze(MOSCOW, anna, added.id());

        assertThat(facts(anna).freezes()).hasSize(before);
        assertThatThrownBy(() -> administration.freeze(MOSCOW, anna, null, TODAY, TODAY.minusDays(1)))
                .hasMessageContaining("freeze-backwards");
    }

    @Test
    @DisplayName("I3 cash is one more entry, and the balance stays the sum of the entries")
    void cash_is_one_more_entry() {
        var before = facts(anna).account(AccountId.BASE).orElseThrow().balance();

        administration.payCash(MOSCOW, anna, AccountId.BASE, 10_050, "Наличные");

        var after = facts(anna).account(AccountId.BASE).orElseThrow();
        assertThat(after.balance()).isEqualTo(before.plus(Money.of("100.50", "RUB")));
        assertThat(after.includes()).isEmpty();
        assertThat(timetable.ledger(branches.find(MOSCOW).orElseThrow(), anna).get(0))
                .extracting(Timetable.Entry::amount, Timetable.Entry::note)
                .containsExactly(10_050L, "Наличные");
        assertThatThrownBy(() -> administration.payCash(MOSCOW, anna, AccountId.BASE, 0, ""))
                .hasMessageContaining("payment-not-positive");
        assertThatThrownBy(() -> administration.payCash(MOSCOW, anna, new AccountId(999_999), 1, ""))
                .hasMessageContaining("account-unknown");
    }

    @Test
    void nobody_reaches_into_another_branch() {
        var lesson = planned().id();

        assertThatThrownBy(() -> administration.cancel(ELSEWHERE, lesson)).hasMessageContaining("lesson-unknown");
        assertThatThrownBy(() -> administration.payCash(ELSEWHERE, anna, AccountId.BASE, 1, ""))
                .hasMessageContaining("customer-unknown");
    }

    @Test
    void a_held_lesson_stays_as_it_was() {
        var held = timetable.week(branches.find(MOSCOW).orElseThrow(), LocalDate.parse("2026-08-24")).stream()
                .filter(slot -> slot.status().equals("HELD"))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> administration.cancel(MOSCOW, new LessonId(held.id())))
                .hasMessageContaining("lesson-is-held");
    }

    @Test
    void the_calendar_shows_the_branchs_week() {
        var week = timetable.week(branches.find(MOSCOW).orElseThrow(), LocalDate.parse("2026-08-31"));

        assertThat(week)
                .isNotEmpty()
                .allMatch(slot -> slot.start().compareTo("2026-08-31") >= 0
                        && slot.start().compareTo("2026-09-07") < 0);
        assertThat(timetable.groups(branches.find(MOSCOW).orElseThrow(), TODAY)).isNotEmpty();
    }

    private Lesson planned() {
        return facts(anna).lessons().stream()
                .filter(SchoolAdministrationTest::isPlanned)
                .findFirst()
                .orElseThrow();
    }

    private Lesson look(LessonId lesson) {
        return facts(anna).lessons().stream()
                .filter(one -> one.id().equals(lesson))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isPlanned(Lesson lesson) {
        return lesson.status() == Lesson.Status.PLANNED && !lesson.excused();
    }

    private CustomerFacts facts(CustomerId id) {
        return facts(id, new DateRange(TODAY, TODAY.plusDays(30)));
    }

    private CustomerFacts facts(CustomerId id, DateRange window) {
        return customers.facts(MOSCOW, Set.of(id), window, clock.now()).get(0);
    }
}
