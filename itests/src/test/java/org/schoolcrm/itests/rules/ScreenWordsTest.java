package org.schoolcrm.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words that the requirements prescribe, to the letter, where the screens take them from. */
class ScreenWordsTest {

    private static final Path BUNDLES = Path.of("../bundles");
    private static final Pattern KIND = Pattern.compile("(?:new Attention\\(|\\braise\\()[^;]*?\"([a-z]+\\.[a-z-]+)\"");
    private static final Pattern OBJECTION = Pattern.compile("Objection(?:\\.[a-z]+)?\\([^;\"]*\"([^\"]+)\"");
    private static final Pattern UNAPPROVED = Pattern.compile("\"(the template [a-z ]+)");
    private static final Pattern SUBJECT = Pattern.compile("\"([a-z]+(?:-[a-z]+)*):\" \\+");

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
                R010 | Добавить счет
                R011 | Тип расчета
                R011 | Вручную
                R011 | По прогнозу оплаты
                R011 | По стоимости абонементов
                R012 | Сумма
                R013 | За период
                R017 | Клиентский счет
                R020 | За период
                R023 | Срок оплаты
                R024 | По
                R025 | не задан
                R029 | Счёт можно оплатить повторно
                R032 | Сохранить
                R033 | Ожидает оплаты
                R040 | Скопировать ссылку
                R042 | Текст SMS/email письма
                R044 | Отправить
                R054 | Реквизиты
                R056 | Публичная оферта
                R057 | Сохранить
                R060 | Счета
                R063 | Править
                R063 | Отправить в архив
                R064 | Подтвердите действие
                R065 | Данное действие необратимо. Оплата по ссылке будет недоступна.
                R067 | Протокол выполненных операций
                """)
    @DisplayName(
            "R010 R011 R012 R013 R017 R020 R023 R024 R025 R029 R032 R033 R040 R042 R044 R054 R056 R057 R060 R063 R064 R065 R067 exact words")
    void the_screens_say_it_to_the_letter(String id, String words) throws IOException {
        assertThat(russian()).as(id).contains(words);
    }

    @Test
    void a_word_that_no_screen_says_is_noticed() throws IOException {
        assertThat(russian()).isNotEmpty().doesNotContain("Счеты");
    }

    @Test
    void every_kind_and_subject_of_attention_has_words_in_both_languages() throws IOException {
        var kinds = new TreeSet<String>();
        var subjects = new TreeSet<String>();
        try (var sources = Files.walk(BUNDLES)) {
            for (var source : sources.filter(file -> file.toString().matches(".*/src/main/java/.*\\.java"))
                    .toList()) {
                var code = Files.readString(source);
                kinds.addAll(found(KIND, code));
                if (!found(KIND, code).isEmpty()) {
                    subjects.addAll(found(SUBJECT, code));
                }
            }
        }

        assertThat(kinds).contains("payment.disputed", "posting.stuck").allSatisfy(kind -> said("kind." + kind));
        assertThat(subjects).contains("payment", "bank-order").allSatisfy(subject -> said("subject." + subject));
    }

    @Test
    void whatever_holds_a_message_back_is_said_in_both_languages() throws IOException {
        var reasons = new TreeSet<String>();
        for (var source : List.of("PreSendCheck", "RecipientWishes", "ApprovedTexts", "Dispatcher")) {
            var code = Files.readString(BUNDLES.resolve(
                    "mailing-core/src/main/java/org/schoolcrm/mailing/core/dispatch/" + source + ".java"));
            reasons.addAll(found(OBJECTION, code));
        }

        reasons.addAll(found(
                UNAPPROVED,
                Files.readString(BUNDLES.resolve(
                        "mailing-core/src/main/java/org/schoolcrm/mailing/core/approval/ApprovalRule.java"))));

        assertThat(reasons)
                .contains("the template is refused", "the template is being looked at")
                .contains("the run is paused", "the customer has withdrawn the consent")
                .allSatisfy(reason -> said("message-words.js", reason));
    }

    private static void said(String key) throws IOException {
        said("payment-words.js", key);
    }

    private static void said(String catalogue, String key) throws IOException {
        var words = Files.readString(BUNDLES.resolve("ui/src/main/resources/ui").resolve(catalogue));

        assertThat(words.split(Pattern.quote("'" + key + "':"), -1)).as(key).hasSize(3);
    }

    private static List<String> found(Pattern pattern, String code) {
        return pattern.matcher(code).results().map(match -> match.group(1)).toList();
    }

    private static Set<String> russian() throws IOException {
        var texts = new HashSet<String>();
        for (var screen : LanguageTest.screens()) {
            texts.addAll(
                    Translations.ofScreen(Files.readString(screen)).russian().values());
        }
        return texts;
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
