package org.schoolcrm.host.demo.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.schoolcrm.host.demo.imports.ImportKind.BALANCES;
import static org.schoolcrm.host.demo.imports.ImportKind.CUSTOMERS;
import static org.schoolcrm.host.demo.imports.ImportKind.LESSONS;
import static org.schoolcrm.host.demo.imports.ImportKind.SUBSCRIPTIONS;
import static org.schoolcrm.host.demo.imports.ImportMode.ALL_OR_NOTHING;
import static org.schoolcrm.host.demo.imports.ImportMode.VALID_LINES;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.Subscription.BillingUnit;
import org.schoolcrm.money.Money;
import org.schoolcrm.runtime.testkit.OnBothDatabases;
import org.schoolcrm.runtime.testkit.TestDatabase;

/** Files of another system come into the school whole, exactly once, and never half understood. */
@OnBothDatabases
class ImportTest {

    private static final String ANNA = "Внешний код;Название;E-mail\nK-1;Анна;anna@example.org\n";

    private final ImportOperator desk;

    ImportTest(TestDatabase database) {
        this.desk = new ImportOperator(database);
    }

    @ParameterizedTest(name = "the samples{0} can be handed in as they are")
    @CsvSource({"''", "_en"})
    void the_samples_can_be_handed_in_as_they_are(String language) throws Exception {
        for (var kind : ImportKind.values()) {
            try (var sample = Objects.requireNonNull(Column.class.getResourceAsStream(kind + language + ".csv"))) {
                var checked = desk.check(kind, sample);
                assertThat(desk.wrong(checked)).isEmpty();
                assertThat(desk.write(checked, ALL_OR_NOTHING).tally()).isEqualTo(new Tally(2, 0, 0, 0));
            }
        }

        var anna = desk.facts("K-001");
        var daisy = desk.facts("K-002");
        assertThat(anna.accounts().get(0).balance()).isEqualTo(Money.of("-1500.50", "RUB"));
        assertThat(anna.contacts()).contains(new Contact(Contact.Kind.MOBILE_PHONE, "+79161234567"));
        assertThat(anna.subscriptions().get(0).unit()).isEqualTo(BillingUnit.LESSON);
        assertThat(anna.subscriptions().get(0).lessonsLeft()).isEqualTo(5);
        assertThat(anna.lessons())
                .extracting(Lesson::start, Lesson::status)
                .contains(tuple(Instant.parse("2026-10-01T06:30:00Z"), Lesson.Status.PLANNED));
        assertThat(anna.attended()).containsExactly(LocalDate.parse("2026-09-24"));
        assertThat(daisy.legalType()).isEqualTo(LegalType.LEGAL_ENTITY);
        assertThat(daisy.subscriptions().get(0).prices().get(0).amount()).isEqualTo(Money.of("1500.50", "RUB"));
        assertThat(daisy.subscriptions().get(0).posted())
                .containsExactlyInAnyOrder(LocalDate.parse("2026-08-15"), LocalDate.parse("2026-09-15"));
        assertThat(daisy.accounts())
                .filteredOn(account -> !account.id().equals(AccountId.BASE))
                .singleElement()
                .satisfies(account -> assertThat(account.balance()).isEqualTo(Money.of("3000", "RUB")));
    }

    @Test
    void a_preview_writes_nothing() {
        long before = desk.count("school_customer");

        var checked = desk.check(CUSTOMERS, ANNA);

        assertThat(checked.state()).isEqualTo(ImportState.CHECKED);
        assertThat(checked.tally()).isEqualTo(new Tally(1, 0, 0, 0));
        assertThat(checked.preview()).contains("Анна").contains("ADDED");
        assertThat(desk.count("school_customer")).isEqualTo(before);
        assertThat(desk.count("school_external")).isZero();
    }

    @Test
    void one_wrong_line_and_nothing_of_all_or_nothing_is_written() {
        long before = desk.count("school_customer");
        var checked = desk.check(CUSTOMERS, ANNA + "K-2;Борис;нет адреса\n");

        assertThat(desk.wrong(checked)).containsExactly("3 E-mail: «нет адреса» – не адрес e-mail");
        var refused = desk.write(checked, ALL_OR_NOTHING);

        assertThat(refused.state()).isEqualTo(ImportState.REFUSED);
        assertThat(desk.wrong(refused)).hasSize(1);
        assertThat(desk.count("school_customer")).isEqualTo(before);
    }

    @Test
    void valid_lines_are_written_and_wrong_ones_reported() {
        var checked = desk.check(CUSTOMERS, ANNA + "K-2;;\nK-3;Вера;\n");

        var done = desk.write(checked, VALID_LINES);

        assertThat(done.state()).isEqualTo(ImportState.DONE);
        assertThat(done.tally()).isEqualTo(new Tally(2, 0, 0, 1));
        assertThat(desk.wrong(done)).containsExactly("3 Название: Здесь должно быть значение");
        assertThat(desk.facts("K-3").name()).isEqualTo("Вера");
        assertThat(desk.count("school_import_part")).isZero();
    }

    @Test
    void a_line_that_turns_wrong_after_the_preview_takes_all_of_it_back() {
        desk.load(CUSTOMERS, ANNA);
        var checked = desk.check(BALANCES, "Внешний код;Клиент;Баланс\nB-1;K-1;100\nB-2;#1;5\n");
        assertThat(desk.wrong(checked)).isEmpty();
        desk.tables.jdbi().useHandle(handle -> handle.execute("update school_customer set branch_id = 2 where id = 1"));

        var refused = desk.write(checked, ALL_OR_NOTHING);

        assertThat(refused.state()).isEqualTo(ImportState.REFUSED);
        assertThat(desk.wrong(refused)).containsExactly("3 Клиент: Клиента «#1» в филиале нет");
        assertThat(desk.facts("K-1").accounts().get(0).balance().isZero()).isTrue();
    }

    @Test
    void the_same_file_again_changes_nothing_and_undoes_nothing() {
        desk.load(CUSTOMERS, ANNA);
        var balances = "Внешний код;Клиент;Баланс\nB-1;K-1;100,05\n";
        desk.load(BALANCES, balances);
        desk.tables
                .jdbi()
                .useHandle(handle ->
                        handle.execute("update school_customer set name = 'Анна Мария'" + " where name = 'Анна'"));

        assertThat(desk.load(CUSTOMERS, ANNA).tally()).isEqualTo(new Tally(0, 0, 1, 0));
        assertThat(desk.load(BALANCES, balances).tally()).isEqualTo(new Tally(0, 0, 1, 0));
        assertThat(desk.facts("K-1").name()).isEqualTo("Анна Мария");
        assertThat(balance()).isEqualTo(Money.of("100.05", "RUB"));
    }

    @Test
    void a_corrected_balance_is_one_more_entry_of_the_difference() {
        desk.load(CUSTOMERS, ANNA);
        desk.load(BALANCES, "Внешний код;Клиент;Баланс\nB-1;K-1;100,05\n");
        long entries = desk.count("school_entry");

        var corrected = desk.load(BALANCES, "Внешний код;Клиент;Баланс\nB-1;K-1;-0,01\n");

        assertThat(corrected.tally()).isEqualTo(new Tally(0, 1, 0, 0));
        assertThat(balance()).isEqualTo(Money.of("-0.01", "RUB"));
        assertThat(desk.count("school_entry")).isEqualTo(entries + 1);
        assertThat(desk.count(
                        "school_account a where a.balance <> (select coalesce(sum(e.amount), 0) from school_entry e"
                                + " where e.customer_id = a.customer_id and e.account_id = a.account_id)"))
                .isZero();
    }

    @Test
    void a_changed_line_changes_its_customer_and_no_other() {
        desk.load(CUSTOMERS, ANNA + "K-2;Борис;\n");

        var changed = desk.load(CUSTOMERS, "Внешний код;Название;E-mail\nK-1;Анна Мария;\nK-2;Борис;\n");

        assertThat(changed.tally()).isEqualTo(new Tally(0, 1, 1, 0));
        assertThat(desk.facts("K-1").name()).isEqualTo("Анна Мария");
        assertThat(desk.facts("K-1").contacts()).isEmpty();
    }

    @Test
    void a_lesson_that_has_been_held_is_not_taken_back() {
        desk.load(CUSTOMERS, ANNA);
        var heading = "Внешний код;Дата;Время;Предмет;Клиент;Состояние\n";
        desk.load(LESSONS, heading + "L-1;14.09.2026;10:00;Математика;K-1;проведен\n");

        var again = desk.check(LESSONS, heading + "L-1;14.09.2026;10:00;Математика;K-1;отменен\n");

        assertThat(desk.wrong(again)).containsExactly("2 Состояние: Урок уже проведен, его не изменить");
        assertThat(desk.check(LESSONS, heading + "L-1;14.09.2026;10:00;математика;K-1;проведено\n")
                        .tally())
                .isEqualTo(new Tally(0, 0, 1, 0));
    }

    @Test
    void a_subscription_keeps_its_customer() {
        desk.load(CUSTOMERS, ANNA + "K-2;Борис;\n");
        var heading = "Внешний код;Клиент;Название;Тарификация;Цена;Начало\n";
        desk.load(SUBSCRIPTIONS, heading + "A-1;K-1;Месяц;Помесячная;1000;01.09.2026\n");

        var moved = desk.check(SUBSCRIPTIONS, heading + "A-1;K-2;Месяц;Помесячная;1000;01.09.2026\n");

        assertThat(desk.wrong(moved)).hasSize(1).first().asString().startsWith("2 Клиент: Под этим кодом");
    }

    @Test
    void an_import_belongs_to_its_branch_and_goes_one_way() {
        var checked = desk.check(CUSTOMERS, ANNA);

        assertThatThrownBy(() -> desk.imports.find(new BranchId(2), checked.id()))
                .hasMessageContaining("import-unknown");
        desk.imports.drop(ImportOperator.MOSCOW, checked.id());
        assertThatThrownBy(() -> desk.imports.start(ImportOperator.MOSCOW, checked.id(), VALID_LINES))
                .hasMessageContaining("import-not-ready");
        assertThat(desk.count("school_import_part")).isZero();
    }

    @Test
    void files_that_nobody_wanted_are_gone_after_a_day() {
        var checked = desk.check(CUSTOMERS, ANNA);
        desk.clock.advance(Duration.ofHours(25));

        desk.check(CUSTOMERS, ANNA);

        assertThat(desk.imports.find(ImportOperator.MOSCOW, checked.id()).state())
                .isEqualTo(ImportState.DROPPED);
    }

    private Money balance() {
        return desk.facts("K-1").account(AccountId.BASE).orElseThrow().balance();
    }
}
