package org.schoolcrm.host.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.host.importer.CheckedFile.check;
import static org.schoolcrm.host.importer.CheckedFile.load;
import static org.schoolcrm.host.importer.ImportKind.BALANCES;
import static org.schoolcrm.host.importer.ImportKind.CUSTOMERS;
import static org.schoolcrm.host.importer.ImportKind.LESSONS;
import static org.schoolcrm.host.importer.ImportKind.SUBSCRIPTIONS;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schoolcrm.host.importer.BalanceLines.Opening;
import org.schoolcrm.host.importer.CustomerLines.Customer;
import org.schoolcrm.host.importer.LessonLines.Planned;
import org.schoolcrm.host.importer.SubscriptionLines.Bought;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.host.spi.Subscription.BillingUnit;

/** Lines are checked against what the CRM holds, and say what would become of each. */
class BatchTest {

    private static final String ANNA = "Внешний код;Название\nK-1;Анна\n";

    private final RecordedHost host = new RecordedHost();

    @Test
    void the_samples_of_both_languages_are_right() {
        for (var language : new String[] {"ru", "en"}) {
            var fresh = new RecordedHost();
            for (var kind : ImportKind.values()) {
                var sample = kind.sample(Locale.forLanguageTag(language));
                assertThat(load(kind, sample, fresh)).isEqualTo(new CheckedFile(new Tally(2, 0, 0, 0), List.of()));
            }
        }
    }

    @Test
    void a_line_is_new_changed_unchanged_or_wrong() {
        load(CUSTOMERS, ANNA + "K-2;Борис\n", host);

        var again = load(CUSTOMERS, "Название;Внешний код\nАнна;K-1\nВера;K-2\nГлеб;K-3\n;K-4\n", host);

        assertThat(again.tally()).isEqualTo(new Tally(1, 1, 1, 1));
        assertThat(host.row(Customer.class, CUSTOMERS, "K-2").name()).isEqualTo("Вера");
        assertThat(host.count(CUSTOMERS)).isEqualTo(3);
    }

    @Test
    void a_second_line_with_the_same_id_is_wrong_in_another_batch_too() {
        var lines = IntStream.rangeClosed(1, Batch.LINES)
                .mapToObj(i -> "K-" + i + ";Анна")
                .collect(Collectors.joining("\n", "Внешний код;Название\n", "\nK-1;Вера\n"));

        assertThat(load(CUSTOMERS, lines, host).wrong())
                .containsExactly("1002 Внешний код: Код «K-1» уже стоит в строке 2");
    }

    @Test
    void the_crm_is_asked_once_a_batch() {
        var lines = IntStream.rangeClosed(1, 2 * Batch.LINES)
                .mapToObj(i -> "K-" + i + ";Анна")
                .collect(Collectors.joining("\n", "Внешний код;Название\n", "\n"));

        check(CUSTOMERS, lines, host);

        assertThat(host.asked()).containsExactly(Batch.LINES, Batch.LINES);
    }

    @Test
    void what_a_database_cannot_be_asked_for_is_not_asked() {
        var wrong = check(BALANCES, "Внешний код;Клиент;Баланс\nB\0-1;K\0-1;5\n", host);

        assertThat(wrong.tally()).isEqualTo(new Tally(0, 0, 0, 1));
        assertThat(host.asked()).containsExactly(0, 0, 0);
    }

    @Test
    void a_group_whose_name_two_have_is_not_guessed() {
        var heading = "Внешний код;Дата;Время;Предмет;Группа\n";

        assertThat(check(LESSONS, heading + "L-1;01.10.2026;9:05;Математика;Вечер\n", host)
                        .wrong())
                .singleElement()
                .asString()
                .startsWith("2 Группа");
        assertThat(check(LESSONS, heading + "L-1;01.10.2026;9:05;Математика;УТРО\n", host)
                        .wrong())
                .isEmpty();
    }

    @Test
    void a_lesson_that_has_been_held_stays_as_it_was() {
        load(CUSTOMERS, ANNA, host);
        var heading = "Внешний код;Дата;Время;Предмет;Клиент;Состояние\n";
        load(LESSONS, heading + "L-1;14.09.2026;10:00;Математика;K-1;проведен\n", host);

        assertThat(check(LESSONS, heading + "L-1;14.09.2026;10:00;Математика;K-1;отменен\n", host)
                        .wrong())
                .containsExactly("2 Состояние: Урок уже проведен, его не изменить");
        assertThat(check(LESSONS, heading + "L-1;14.09.2026;10:00;математика;K-1;проведено\n", host)
                        .tally())
                .isEqualTo(new Tally(0, 0, 1, 0));
    }

    @Test
    void subscriptions_and_balances_keep_their_customer() {
        load(CUSTOMERS, ANNA + "K-2;Борис\n", host);
        var subscription =
                "Внешний код;Клиент;Название;Тарификация;Цена;Начало\n%s;%s;Месяц;Помесячная;1000;01.09.2026\n";
        var balance = "Внешний код;Клиент;Баланс\nB-1;%s;5\n";
        load(SUBSCRIPTIONS, subscription.formatted("A-1", "K-1"), host);
        load(BALANCES, balance.formatted("K-1"), host);

        assertThat(check(SUBSCRIPTIONS, subscription.formatted("A-1", "K-2"), host)
                        .wrong())
                .singleElement()
                .asString()
                .startsWith("2 Клиент: Под этим кодом");
        assertThat(check(BALANCES, balance.formatted("K-2"), host).wrong())
                .singleElement()
                .asString()
                .startsWith("2 Клиент: Под этим кодом");
    }

    /** They are stored: after a change every line of every file would look changed once (ADR 0101). */
    @Test
    void fingerprints_are_for_ever() {
        var customer = new Customer(
                "Анна",
                LegalType.INDIVIDUAL,
                3,
                false,
                true,
                List.of(new Contact(Contact.Kind.EMAIL, "anna@example.org")));
        var bought = new Bought(
                7,
                "Месяц",
                BillingUnit.MONTH,
                100_050,
                0,
                0,
                null,
                2L,
                LocalDate.parse("2026-09-01"),
                null,
                LocalDate.parse("2026-10-01"),
                true);
        var planned = new Planned(Instant.parse("2026-09-14T07:00:00Z"), 60, 1, 2, "HELD", 7L, null);
        var opening = new Opening(7, 0, -150_050, null, 4, "");

        assertThat(customer)
                .hasToString("Customer[name=Анна, legalType=INDIVIDUAL, status=3, lead=false, archived=true,"
                        + " contacts=[Contact[kind=EMAIL, address=anna@example.org]]]");
        assertThat(bought)
                .hasToString("Bought[customer=7, name=Месяц, unit=MONTH, price=100050, lessonCount=0, lessonsLeft=0,"
                        + " subject=null, lessonType=2, begins=2026-09-01, ends=null, chargedUntil=2026-10-01,"
                        + " separate=true]");
        assertThat(planned)
                .hasToString("Planned[start=2026-09-14T07:00:00Z, minutes=60, subject=1, lessonType=2, status=HELD,"
                        + " customer=7, group=null]");
        assertThat(opening)
                .hasToString("Opening[customer=7, account=0, amount=-150050, date=null, lessonsLeft=4, note=]");
        assertThat(HexFormat.of().formatHex(new Entry<>(2, "B-1", opening, null, List.of()).fingerprint()))
                .isEqualTo("a0d1dce81104f19d8ad4ea8cb3866365f94cd5f9af976ec4487b6e37b3efad1c");
    }
}
