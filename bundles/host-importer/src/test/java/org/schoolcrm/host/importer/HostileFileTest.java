package org.schoolcrm.host.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.host.importer.CheckedFile.check;
import static org.schoolcrm.host.importer.CheckedFile.load;
import static org.schoolcrm.host.importer.ImportKind.BALANCES;
import static org.schoolcrm.host.importer.ImportKind.CUSTOMERS;
import static org.schoolcrm.host.importer.ImportKind.LESSONS;
import static org.schoolcrm.host.importer.ImportKind.SUBSCRIPTIONS;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.host.importer.BalanceLines.Opening;
import org.schoolcrm.host.importer.CustomerLines.Customer;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.LegalType;
import org.schoolcrm.money.Money;

/** Whatever a file holds, it is text, or it is refused with its line. */
class HostileFileTest {

    private final RecordedHost host = new RecordedHost();

    @Test
    void the_mark_of_the_encoding_the_separator_and_the_ends_of_lines_do_not_matter() {
        for (var mark : new String[] {"", "\uFEFF"}) {
            for (var separator : new String[] {";", ","}) {
                for (var end : new String[] {"\n", "\r\n", "\r"}) {
                    var file = mark
                            + "Название;Внешний код".replace(";", separator)
                            + end
                            + "\"Анна; \"\"Мария\"\", старшая\";К-1".replace("\";К", "\"" + separator + "К")
                            + end;
                    assertThat(load(CUSTOMERS, file, host).wrong()).as(file).isEmpty();
                    assertThat(nameOf("К-1")).isEqualTo("Анна; \"Мария\", старшая");
                }
            }
        }
        assertThat(host.count(CUSTOMERS)).isEqualTo(1);
    }

    @Test
    void headings_of_either_language_in_any_order_and_case() {
        var checked = check(CUSTOMERS, "e-mail;NAME;внешний КОД\na@example.org;Anna;K-1\n", host);

        assertThat(checked.wrong()).isEmpty();
        assertThat(checked.tally().added()).isEqualTo(1);
    }

    @Test
    void another_encoding_is_told_with_its_line_and_nothing_is_guessed() {
        var file = "Внешний код;Название\nK-1;Anna\n".getBytes(StandardCharsets.UTF_8);
        var cyrillic = "K-2;Анна\n".getBytes(Charset.forName("windows-1251"));
        var both = Arrays.copyOf(file, file.length + cyrillic.length);
        System.arraycopy(cyrillic, 0, both, file.length, cyrillic.length);

        var refused = check(CUSTOMERS, both, host);

        assertThat(refused.wrong()).singleElement().asString().contains("Файл не в кодировке UTF-8");
        assertThat(check(CUSTOMERS, "\uFEFFВнешний код".getBytes(StandardCharsets.UTF_16LE), host)
                        .wrong())
                .singleElement()
                .asString()
                .contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "Внешний код;Название\n",
                "Внешний код;Название;Зарплата\nK-1;Анна;1\n",
                "Внешний код;Название;Name\nK-1;Анна;Анна\n",
                "Название\nАнна\n",
                "a;b;c",
            })
    void a_file_that_makes_no_sense_is_refused_as_a_whole(String file) {
        var refused = check(CUSTOMERS, file, host);

        assertThat(refused.wrong()).hasSize(1);
    }

    @Test
    void a_quote_that_nobody_closes_does_not_swallow_the_rest_in_silence() {
        for (var lines : new String[] {
            "K-1;Анна\n\"K-2;Борис\nK-3;Вера\n",
            "K-1;Анна\nK-2;\"Борис\nK-3;Вера\n",
            "K-1;Анна\nK-2;\"Борис\nK-3;\"Вера\"\n",
            "K-1;Анна\nK-2;\"ООО \"Ромашка\"\"\n",
            "K-1;Анна\n\"K-2\";\"Борис",
        }) {
            var checked = check(CUSTOMERS, "Внешний код;Название\n" + lines, host);

            assertThat(checked.wrong()).as(lines).singleElement().asString().contains("3 Отсюда файл не читается");
            assertThat(checked.tally()).as(lines).isEqualTo(Tally.NONE);
        }
    }

    @Test
    void a_quote_that_is_closed_lines_later_is_told_with_its_line() {
        load(CUSTOMERS, "Внешний код;Название\nK-1;Анна\n", host);

        var checked = check(
                BALANCES,
                "Внешний код;Клиент;Баланс;Примечание\nB-1;K-1;5;\"Долг\nB-2;K-1;7;тоже\"\nB-3;K-1;8;\n",
                host);

        assertThat(checked.wrong())
                .containsExactly("2 В ячейке стоят целые строки файла: кавычка закрыта слишком поздно");
        assertThat(checked.tally()).isEqualTo(new Tally(1, 0, 0, 1));
    }

    @Test
    void a_note_may_have_several_lines() {
        load(CUSTOMERS, "Внешний код;Название\nK-1;Анна\n", host);

        load(BALANCES, "Внешний код;Клиент;Баланс;Примечание\r\nB-1;K-1;5;\"Долг;\r\nс мая\"\r\n", host);

        assertThat(host.row(Opening.class, BALANCES, "B-1").note()).isEqualTo("Долг;\nс мая");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00A0", "\u2007", "\u202F", "\u3000", "\u205F"})
    void blanks_of_any_kind_around_a_cell_or_a_heading_do_not_count(String blank) {
        load(CUSTOMERS, "Внешний код;Название\n17;Анна\n", host);

        var again = check(
                CUSTOMERS,
                "Внешний" + blank + "код" + blank + ";Название" + blank + "\n17" + blank + ";" + blank + "Анна\n"
                        + "18;" + blank + "\n",
                host);

        assertThat(again.wrong()).containsExactly("3 Название: Здесь должно быть значение");
        assertThat(again.tally()).isEqualTo(new Tally(0, 0, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u3164", "\u2800", "\u00AD", "\u115F"})
    void a_name_that_nobody_can_see_is_no_name(String name) {
        assertThat(check(CUSTOMERS, "Внешний код;Название\nK-1;" + name + "\n", host)
                        .wrong())
                .containsExactly("2 Название: Непечатаемые знаки");
    }

    @Test
    void headings_and_words_are_those_that_people_know_from_the_crm() {
        load(CUSTOMERS, """
                Внешний код*;Название *;Тип;Email
                K-1;Анна;Физ. лицо;a@example.org
                K-2;ООО;Юр.\u00A0лицо;
                K-3;АО;юр.лицо;
                """, host);

        assertThat(host.row(Customer.class, CUSTOMERS, "K-1").legalType()).isEqualTo(LegalType.INDIVIDUAL);
        assertThat(host.row(Customer.class, CUSTOMERS, "K-2").legalType()).isEqualTo(LegalType.LEGAL_ENTITY);
        assertThat(host.row(Customer.class, CUSTOMERS, "K-3").legalType()).isEqualTo(LegalType.LEGAL_ENTITY);
        assertThat(check(SUBSCRIPTIONS, """
                                Внешний код;Клиент;Название;Тарификация;Цена;Начало;Отдельный счёт
                                A-1;K-1;Месяц;помесячная;1000;01.09.2026;да
                                """, host).wrong()).isEmpty();
    }

    @Test
    void tabs_separate_and_a_file_may_say_what_does() {
        load(CUSTOMERS, "Внешний код\tНазвание\nK-1\tАнна, Мария; обе\n", host);
        load(CUSTOMERS, "sep=,\r\nВнешний код,Название\r\nK-2,Борис\r\nK-2,Вера\r\n", host);

        assertThat(nameOf("K-1")).isEqualTo("Анна, Мария; обе");
        assertThat(nameOf("K-2")).isEqualTo("Борис");
        assertThat(check(CUSTOMERS, "\uFEFF\"sep=;\"\nВнешний код;Название\nK-3;\n", host)
                        .wrong())
                .containsExactly("3 Название: Здесь должно быть значение");
    }

    @Test
    void the_encoding_of_older_windows_is_read_where_the_headings_prove_it() {
        var windows = Charset.forName("windows-1251");
        for (var heading : new String[] {"Внешний код;Название\n", "sep=;\nВнешний код;Название\n"}) {
            var checked = check(CUSTOMERS, (heading + "K-1;Ёлкина №1\n").getBytes(windows), host);

            assertThat(checked.wrong()).isEmpty();
            assertThat(checked.tally().added()).isEqualTo(1);
        }
        assertThat(check(CUSTOMERS, "External id;Name\nK-1;Анна\n".getBytes(windows), host)
                        .wrong())
                .singleElement()
                .asString()
                .contains("UTF-8");
        assertThat(check(CUSTOMERS, "Внешний код;Имечко\nK-1;Анна\n".getBytes(windows), host)
                        .wrong())
                .singleElement()
                .asString()
                .contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sаlе@mail.ru",
                "анна@школа.рф",
                "a..b@example.org",
                "ab.@example.org",
                "mailto:a@example.org",
                "a@example.org.",
                "a@example",
            })
    void an_address_that_would_reach_nobody_or_somebody_else_is_refused_by_name(String address) {
        assertThat(check(CUSTOMERS, "Внешний код;Название;E-mail\nK-1;Анна;" + address + "\n", host)
                        .wrong())
                .containsExactly("2 E-mail: «" + address + "» – не адрес e-mail");
    }

    @Test
    void a_domain_of_another_alphabet_is_kept_as_it_was_written() {
        load(CUSTOMERS, "Внешний код;Название;E-mail\nK-1;Анна;Info@школа.рф\u00A0\n", host);

        assertThat(host.row(Customer.class, CUSTOMERS, "K-1").contacts())
                .containsExactly(new Contact(Contact.Kind.EMAIL, "Info@школа.рф"));
    }

    @Test
    void a_mobile_is_one_that_can_be_written_to_and_another_phone_whatever_people_dial() {
        var checked = check(CUSTOMERS, """
                Внешний код;Название;Мобильный;Телефон
                K-1;Анна;8\u00A0916\u00A0123-45-67;123-45-67
                K-2;Борис;123-45-67;
                K-3;Вера;+7 916 123 45;
                """, host);

        assertThat(checked.wrong())
                .containsExactly("3 Мобильный: «123-45-67» – не телефон", "4 Мобильный: «+7 916 123 45» – не телефон");
    }

    @Test
    void an_endless_quote_does_not_fill_the_memory() {
        var refused = check(CUSTOMERS, "Внешний код;Название\nK-1;\"" + "x".repeat(3_000_000), host);

        assertThat(refused.wrong()).singleElement().asString().startsWith("2 Отсюда файл не читается");
    }

    @Test
    void every_mistake_of_a_line_is_told_at_once() {
        var checked = check(
                CUSTOMERS,
                "Внешний код;Название;Тип;Статус;E-mail;Мобильный\n;;трест;Спит;a@b;звонить\nK-1;Анна;;;;;лишнее\n",
                host);

        assertThat(checked.wrong())
                .containsExactly(
                        "2 Внешний код: Здесь должно быть значение",
                        "2 Название: Здесь должно быть значение",
                        "2 Тип: «трест» – такого нет; возможно: физлицо, юрлицо, individual, company",
                        "2 Статус: «Спит» – такого нет; возможно: Учится, Пробный период, На паузе, Закончил обучение",
                        "2 E-mail: «a@b» – не адрес e-mail",
                        "2 Мобильный: «звонить» – не телефон",
                        "3 Ячеек больше, чем столбцов: возьмите значения с разделителем в кавычки");
        assertThat(checked.tally()).isEqualTo(new Tally(0, 0, 0, 2));
    }

    @Test
    void lines_are_counted_as_editors_do() {
        var checked = check(
                CUSTOMERS,
                "Внешний код;Название;E-mail\r\n\r\nK-1;\"Анна\r\nМария\";\r\nK-2;Борис;кривой\r\nK-2;Вера;\r\n",
                host);

        assertThat(checked.wrong())
                .containsExactly(
                        "3 Название: Непечатаемые знаки",
                        "5 E-mail: «кривой» – не адрес e-mail",
                        "6 Внешний код: Код «K-2» уже стоит в строке 5");
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
        load(CUSTOMERS, "Внешний код;Название\nK-1;\"" + name + "\"\n", host);

        assertThat(nameOf("K-1")).isEqualTo(name.replace("\"\"", "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Анна\0", "Анна\u202Eгпж", "\u0007", "Анна\u2028Мария"})
    void characters_that_deceive_the_eye_are_refused(String name) {
        var checked = check(CUSTOMERS, "Внешний код;Название\nK\0-1;\"" + name + "\"\n", host);

        assertThat(checked.wrong())
                .containsExactly("2 Внешний код: Непечатаемые знаки", "2 Название: Непечатаемые знаки");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@example.org\r\nBcc: b@example.org", "a@example.org, b@example.org", "<a@example.org>"})
    void an_address_cannot_smuggle_another(String address) {
        var checked = check(CUSTOMERS, "Внешний код;Название;E-mail\nK-1;Анна;\"" + address + "\"\n", host);

        assertThat(checked.wrong()).isNotEmpty().allMatch(one -> one.startsWith("2 E-mail"));
    }

    @Test
    void amounts_are_exact_or_refused() {
        load(CUSTOMERS, "Внешний код;Название\nK-1;Анна\n", host);
        for (var amount :
                new String[] {"0,1", "1500.50", "1 500,5", "1\u00A0234\u202F567,89", "-0,01", "+5", "10000000000"}) {
            load(BALANCES, "Внешний код;Клиент;Баланс\nB-1;K-1;" + amount + "\n", host);
            var plain = amount.replaceAll("[ \u00A0\u202F]", "").replace(',', '.');
            assertThat(host.row(Opening.class, BALANCES, "B-1").amount())
                    .isEqualTo(Money.of(plain, "RUB").minor());
        }
        for (var amount :
                new String[] {"0,001", "1e3", "1.500,00", "NaN", "1 50", "0x10", "١٢", "9".repeat(13), "5 ₽"}) {
            var checked = check(BALANCES, "Внешний код;Клиент;Баланс\nB-1;K-1;" + amount + "\n", host);
            assertThat(checked.wrong()).as(amount).singleElement().asString().contains("не сумма");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999", "-10000000000,01"})
    void an_amount_that_no_forecast_would_believe_is_refused(String amount) {
        load(CUSTOMERS, "Внешний код;Название\nK-1;Анна\n", host);

        assertThat(check(BALANCES, "Внешний код;Клиент;Баланс\nB-1;K-1;" + amount + "\n", host)
                        .wrong())
                .containsExactly("2 Баланс: «" + amount + "» – неправдоподобная сумма");
    }

    @Test
    void days_and_times_are_those_of_the_calendar() {
        load(CUSTOMERS, "Внешний код;Название\nK-1;Анна\n", host);
        var heading = "Внешний код;Дата;Время;Предмет;Клиент;Группа\n";

        assertThat(check(
                                LESSONS,
                                heading
                                        + "L-1;31.02.2026;10:00;Математика;K-1;\n"
                                        + "L-2;2026-02-29;24:00;Математика;K-1;\n"
                                        + "L-3;01.10.2026;9:05;Математика;K-1;Никакая\n"
                                        + "L-4;01.10.2026;9:05;Математика;;Никакая\n"
                                        + "L-5;01.10.2026;9:05;Математика;K-9;\n",
                                host)
                        .wrong())
                .containsExactly(
                        "2 Дата: «31.02.2026» – не дата, такая как 31.12.2026",
                        "3 Дата: «2026-02-29» – не дата, такая как 31.12.2026",
                        "3 Время: «24:00» – не время, такое как 09:30",
                        "4 Клиент: Нужен либо клиент, либо группа",
                        "4 Группа: Группы «Никакая» в филиале нет",
                        "5 Группа: Группы «Никакая» в филиале нет",
                        "6 Клиент: Клиента «K-9» в филиале нет");
    }

    private String nameOf(String externalId) {
        return host.row(Customer.class, CUSTOMERS, externalId).name();
    }
}
