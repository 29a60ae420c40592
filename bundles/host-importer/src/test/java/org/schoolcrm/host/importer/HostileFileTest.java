package org.schoolcrm.host.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolcrm.host.importer.CheckedFile.check;
import static org.schoolcrm.host.importer.CheckedFile.load;
import static org.schoolcrm.host.importer.ImportKind.BALANCES;
import static org.schoolcrm.host.importer.ImportKind.CUSTOMERS;
import static org.schoolcrm.host.importer.ImportKind.LESSONS;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.host.importer.BalanceLines.Opening;
import org.schoolcrm.host.importer.CustomerLines.Customer;
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
        var checked = check(CUSTOMERS, "Внешний код;Название\n\"K-1;Анна\nK-2;Борис\n", host);

        assertThat(checked.wrong()).contains("2 Внешний код: Непечатаемые знаки");
        assertThat(checked.tally()).isEqualTo(new Tally(0, 0, 0, 1));
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
                new String[] {"0,1", "1500.50", "1 500,5", "1\u00A0234\u202F567,89", "-0,01", "+5", "999999999999"}) {
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
