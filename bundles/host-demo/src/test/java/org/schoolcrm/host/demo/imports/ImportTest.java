package org.schoolcrm.host.demo.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.schoolcrm.host.demo.imports.ImportMode.ALL_OR_NOTHING;
import static org.schoolcrm.host.demo.imports.ImportMode.VALID_LINES;
import static org.schoolcrm.host.importer.ImportKind.BALANCES;
import static org.schoolcrm.host.importer.ImportKind.CUSTOMERS;
import static org.schoolcrm.host.importer.ImportKind.LESSONS;
import static org.schoolcrm.host.importer.ImportKind.SUBSCRIPTIONS;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.host.importer.ImportKind;
import org.schoolcrm.host.importer.Tally;
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

    private final ImportOperator operator;

    ImportTest(TestDatabase database) {
        this.operator = new ImportOperator(database);
    }

    @ParameterizedTest(name = "the samples in {0} can be handed in as they are")
    @ValueSource(strings = {"ru", "en"})
    void the_samples_can_be_handed_in_as_they_are(String language) {
        for (var kind : ImportKind.values()) {
            var checked = operator.check(kind, kind.sample(Locale.forLanguageTag(language)));
            assertThat(operator.wrong(checked)).isEmpty();
            assertThat(operator.write(checked, ALL_OR_NOTHING).tally()).isEqualTo(new Tally(2, 0, 0, 0));
        }

        var anna = operator.facts("K-001");
        var daisy = operator.facts("K-002");
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
        long before = operator.count("school_customer");

        var checked = operator.check(CUSTOMERS, ANNA);

        assertThat(checked.state()).isEqualTo(ImportState.CHECKED);
        assertThat(checked.tally()).isEqualTo(new Tally(1, 0, 0, 0));
        assertThat(checked.preview()).contains("Анна").contains("ADDED");
        assertThat(operator.count("school_customer")).isEqualTo(before);
        assertThat(operator.count("school_external")).isZero();
    }

    @Test
    void one_wrong_line_and_nothing_of_all_or_nothing_is_written() {
        long before = operator.count("school_customer");
        var checked = operator.check(CUSTOMERS, ANNA + "K-2;Борис;нет адреса\n");

        assertThat(operator.wrong(checked)).containsExactly("3 E-mail: «нет адреса» – не адрес e-mail");
        var refused = operator.write(checked, ALL_OR_NOTHING);

        assertThat(refused.state()).isEqualTo(ImportState.REFUSED);
        assertThat(operator.wrong(refused)).hasSize(1);
        assertThat(operator.count("school_customer")).isEqualTo(before);
    }

    @Test
    void valid_lines_are_written_and_wrong_ones_reported() {
        var checked = operator.check(CUSTOMERS, ANNA + "K-2;;\nK-3;Вера;\n");

        var done = operator.write(checked, VALID_LINES);

        assertThat(done.state()).isEqualTo(ImportState.DONE);
        assertThat(done.tally()).isEqualTo(new Tally(2, 0, 0, 1));
        assertThat(operator.wrong(done)).containsExactly("3 Название: Здесь должно быть значение");
        assertThat(operator.facts("K-3").name()).isEqualTo("Вера");
        assertThat(operator.count("school_import_part")).isZero();
    }

    @Test
    void a_line_that_turns_wrong_after_the_preview_takes_all_of_it_back() {
        operator.load(CUSTOMERS, ANNA);
        var checked = operator.check(BALANCES, "Внешний код;Клиент;Баланс\nB-1;K-1;100\nB-2;#1;5\n");
        assertThat(operator.wrong(checked)).isEmpty();
        operator.tables
                .jdbi()
                .useHandle(handle -> handle.execute("update school_customer set branch_id = 2 where id = 1"));

        var refused = operator.write(checked, ALL_OR_NOTHING);

        assertThat(refused.state()).isEqualTo(ImportState.REFUSED);
        assertThat(operator.wrong(refused)).containsExactly("3 Клиент: Клиента «#1» в филиале нет");
        assertThat(operator.facts("K-1").accounts().get(0).balance().isZero()).isTrue();
    }

    @Test
    void the_same_file_again_changes_nothing_and_undoes_nothing() {
        operator.load(CUSTOMERS, ANNA);
        var balances = "Внешний код;Клиент;Баланс\nB-1;K-1;100,05\n";
        operator.load(BALANCES, balances);
        operator.tables
                .jdbi()
                .useHandle(handle ->
                        handle.execute("update school_customer set name = 'Анна Мария'" + " where name = 'Анна'"));

        assertThat(operator.load(CUSTOMERS, ANNA).tally()).isEqualTo(new Tally(0, 0, 1, 0));
        assertThat(operator.load(BALANCES, balances).tally()).isEqualTo(new Tally(0, 0, 1, 0));
        assertThat(operator.facts("K-1").name()).isEqualTo("Анна Мария");
        assertThat(balance()).isEqualTo(Money.of("100.05", "RUB"));
    }

    @Test
    void a_corrected_balance_is_one_more_entry_of_the_difference() {
        operator.load(CUSTOMERS, ANNA);
        operator.load(BALANCES, "Внешний код;Клиент;Баланс\nB-1;K-1;100,05\n");
        long entries = operator.count("school_entry");

        var corrected = operator.load(BALANCES, "Внешний код;Клиент;Баланс\nB-1;K-1;-0,01\n");

        assertThat(corrected.tally()).isEqualTo(new Tally(0, 1, 0, 0));
        assertThat(balance()).isEqualTo(Money.of("-0.01", "RUB"));
        assertThat(operator.count("school_entry")).isEqualTo(entries + 1);
        assertThat(operator.count(
                        "school_account a where a.balance <> (select coalesce(sum(e.amount), 0) from school_entry e"
                                + " where e.customer_id = a.customer_id and e.account_id = a.account_id)"))
                .isZero();
    }

    @Test
    void a_changed_line_changes_its_customer_and_no_other() {
        operator.load(CUSTOMERS, ANNA + "K-2;Борис;\n");

        var changed = operator.load(CUSTOMERS, "Внешний код;Название;E-mail\nK-1;Анна Мария;\nK-2;Борис;\n");

        assertThat(changed.tally()).isEqualTo(new Tally(0, 1, 1, 0));
        assertThat(operator.facts("K-1").name()).isEqualTo("Анна Мария");
        assertThat(operator.facts("K-1").contacts()).isEmpty();
    }

    @Test
    void a_lesson_that_has_been_held_is_not_taken_back() {
        operator.load(CUSTOMERS, ANNA);
        var heading = "Внешний код;Дата;Время;Предмет;Клиент;Состояние\n";
        operator.load(LESSONS, heading + "L-1;14.09.2026;10:00;Математика;K-1;проведен\n");

        var again = operator.check(LESSONS, heading + "L-1;14.09.2026;10:00;Математика;K-1;отменен\n");

        assertThat(operator.wrong(again)).containsExactly("2 Состояние: Урок уже проведен, его не изменить");
        assertThat(operator.check(LESSONS, heading + "L-1;14.09.2026;10:00;математика;K-1;проведено\n")
                        .tally())
                .isEqualTo(new Tally(0, 0, 1, 0));
    }

    @Test
    void a_subscription_keeps_its_customer() {
        operator.load(CUSTOMERS, ANNA + "K-2;Борис;\n");
        var heading = "Внешний код;Клиент;Название;Тарификация;Цена;Начало\n";
        operator.load(SUBSCRIPTIONS, heading + "A-1;K-1;Месяц;Помесячная;1000;01.09.2026\n");

        var moved = operator.check(SUBSCRIPTIONS, heading + "A-1;K-2;Месяц;Помесячная;1000;01.09.2026\n");

        assertThat(operator.wrong(moved)).hasSize(1).first().asString().startsWith("2 Клиент: Под этим кодом");
    }

    @Test
    void an_import_belongs_to_its_branch_and_goes_one_way() {
        var checked = operator.check(CUSTOMERS, ANNA);

        assertThatThrownBy(() -> operator.imports.find(new BranchId(2), checked.id()))
                .hasMessageContaining("import-unknown");
        operator.imports.drop(ImportOperator.MOSCOW, checked.id());
        assertThatThrownBy(() -> operator.imports.start(ImportOperator.MOSCOW, checked.id(), VALID_LINES))
                .hasMessageContaining("import-not-ready");
        assertThat(operator.count("school_import_part")).isZero();
    }

    @Test
    void files_that_nobody_wanted_are_gone_after_a_day() {
        var checked = operator.check(CUSTOMERS, ANNA);
        operator.clock.advance(Duration.ofHours(25));

        operator.check(CUSTOMERS, ANNA);

        assertThat(operator.imports.find(ImportOperator.MOSCOW, checked.id()).state())
                .isEqualTo(ImportState.DROPPED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"\"http://example.org\"\")",
                "<script>alert(1)</script>",
                "'; drop table school_customer; --",
                "${jndi:ldap://example.org/a}",
                "{0} {1}",
                "Ёлкин-Палкин Ŝ 漢字 😀",
            })
    void a_hostile_name_is_a_name(String name) {
        operator.load(CUSTOMERS, "Внешний код;Название\nK-1;\"" + name + "\"\n");

        assertThat(operator.facts("K-1").name()).isEqualTo(name.replace("\"\"", "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Анна\0", "Анна\u202Eгпж", "\u0007", "Анна\u2028Мария"})
    void characters_that_deceive_the_eye_do_not_reach_the_database(String name) {
        var checked = operator.check(CUSTOMERS, "Внешний код;Название\nK\0-1;\"" + name + "\"\n");

        assertThat(operator.wrong(checked))
                .containsExactly("2 Внешний код: Непечатаемые знаки", "2 Название: Непечатаемые знаки");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Внешний код;Название\n", "Название\nАнна\n"})
    void a_file_that_makes_no_sense_is_refused_as_a_whole(String file) {
        var refused = operator.check(CUSTOMERS, file);

        assertThat(refused.state()).isEqualTo(ImportState.REFUSED);
        assertThat(operator.wrong(refused)).hasSize(1);
    }

    private Money balance() {
        return operator.facts("K-1").account(AccountId.BASE).orElseThrow().balance();
    }
}
