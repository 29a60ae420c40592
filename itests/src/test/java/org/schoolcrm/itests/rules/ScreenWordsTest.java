package org.schoolcrm.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words that the requirements prescribe, to the letter, where the screens take them from. */
class ScreenWordsTest {

    private static final Path SCREENS = Path.of("../bundles/ui/src/main/resources/ui");

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', textBlock = """
                R010 | words.js         | Добавить счет
                R011 | words.js         | Тип расчета
                R011 | words.js         | Вручную
                R011 | words.js         | По прогнозу оплаты
                R011 | words.js         | По стоимости абонементов
                R012 | words.js         | Сумма
                R013 | words.js         | За период
                R017 | words.js         | Клиентский счет
                R020 | words.js         | За период
                R023 | words.js         | Срок оплаты
                R024 | words.js         | По
                R025 | words.js         | не задан
                R029 | words.js         | Счёт можно оплатить повторно
                R032 | words.js         | Сохранить
                R033 | words.js         | Ожидает оплаты
                R040 | words.js         | Скопировать ссылку
                R042 | words.js         | Текст SMS/email письма
                R044 | words.js         | Отправить
                R054 | issuer-words.js  | Реквизиты
                R056 | issuer-words.js  | Публичная оферта
                R057 | issuer-words.js  | Сохранить
                R060 | invoice-words.js | Счета
                R063 | invoice-words.js | Править
                R063 | invoice-words.js | Отправить в архив
                R064 | invoice-words.js | Подтвердите действие
                R065 | invoice-words.js | Данное действие необратимо. Оплата по ссылке будет недоступна.
                R067 | invoice-words.js | Протокол выполненных операций
                """)
    @DisplayName(
            "R010 R011 R012 R013 R017 R020 R023 R024 R025 R029 R032 R033 R040 R042 R044 R054 R056 R057 R060 R063 R064 R065 R067 exact words")
    void the_screens_say_it_to_the_letter(String id, String file, String words) throws IOException {
        assertThat(Files.readString(SCREENS.resolve(file))).as(id).contains("'" + words + "'");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                R010 the form is on the customer's card         | CUSTOMER_CARD | customer-invoices.js
                R054 requisites are under «Лицензирование»      | LICENSING_TAB | issuer-details.js
                R060 the list is under «Финансы»                | FINANCE_MENU  | invoices.js
                messages are beside the mailings                | SETTINGS_MENU | messages.js
                money is looked at on the first page            | DASHBOARD_CARD | money.js
                """)
    @DisplayName("R010 R054 R060 the places of the screens")
    void the_screens_are_where_people_look_for_them(String what, String point, String module) throws IOException {
        var screens = Files.readString(Path.of("../bundles/ui/src/main/java/org/schoolcrm/ui/Screens.java"));

        assertThat(screens.replaceAll("\\s+", " "))
                .containsPattern("Point." + point + ", \\d+, Permission\\.[A-Z_]+, Map\\.of\\([^)]*\\), \"" + module);
    }
}
