package org.schoolcrm.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.schoolcrm.problem.ProblemType;

/** Everything that people read exists in both languages. */
class LanguageTest {

    private static final Path BUNDLES = Path.of("../bundles");
    private static final String RUSSIAN = ".properties";
    private static final String ENGLISH = "_en.properties";

    @ParameterizedTest
    @MethodSource("messages")
    void every_sentence_exists_in_both_languages(Path russian) throws IOException {
        var texts = Translations.ofProperties(
                Files.readString(russian),
                Files.readString(Path.of(russian.toString().replace(RUSSIAN, ENGLISH))));

        assertThat(texts.faults()).isEmpty();
        assertThat(texts.loneApostrophes()).isEmpty();
    }

    @Test
    void nothing_is_said_in_english_only() throws IOException {
        assertThat(files("/src/main/resources/org/", ENGLISH))
                .extracting(english -> Path.of(english.toString().replace(ENGLISH, RUSSIAN)))
                .containsExactlyElementsOf(messages());
    }

    @ParameterizedTest
    @MethodSource("problems")
    void every_problem_says_what_it_is(ProblemType problem) {
        assertThat(problem.title(Locale.ENGLISH)).isNotBlank().doesNotContain("{");
        assertThat(problem.title(Locale.forLanguageTag("ru")))
                .isNotBlank()
                .doesNotContain("{")
                .isNotEqualTo(problem.title(Locale.ENGLISH));
        assertThat(problem.status()).isBetween(400, 599);
    }

    @ParameterizedTest
    @MethodSource("screens")
    void the_screens_speak_both_languages(Path screen) throws IOException {
        var texts = Translations.ofScreen(Files.readString(screen));

        assertThat(texts.russian()).isNotEmpty();
        assertThat(texts.faults()).isEmpty();
    }

    @Test
    void whatever_one_language_lacks_is_noticed() {
        var screen = """
                export const words = {
                  ru: {
                    'same': 'Счет {0}',
                    'only-in-russian': 'Счет',
                    'empty.here': '',
                    arguments: 'Счет {0}',
                  },
                  en: {
                    'same': 'Invoice {0}',
                    'only in english': 'Invoice',
                    'empty.here': 'Invoice',
                    arguments: 'Invoice {1}',
                  },
                };
                """;

        assertThat(Translations.ofScreen(screen).faults())
                .containsExactly(
                        "arguments shows different arguments",
                        "empty.here is missing or empty",
                        "only in english is missing or empty",
                        "only-in-russian is missing or empty");
        assertThat(Translations.ofProperties("A=Счет\nB=Счет {0}", "A=It's\nB=Invoice")
                        .faults())
                .containsExactly("B shows different arguments");
        assertThat(Translations.ofProperties("A=Счет", "A=It's").loneApostrophes())
                .containsExactly("A");
    }

    @Test
    void a_text_that_cannot_be_compared_is_noticed() {
        assertThatThrownBy(() -> Translations.ofScreen("\n  ru: {\n    'key': `Счет`,\n  },"))
                .hasMessageContaining("`Счет`");
        assertThatThrownBy(() -> Translations.ofScreen("\n  ru: {\n    'key': 'Счет',\n    'key': 'Счета',\n  },"))
                .hasMessageContaining("twice");
    }

    static List<Path> messages() throws IOException {
        return files("/src/main/resources/org/", RUSSIAN).stream()
                .filter(file -> !file.toString().endsWith(ENGLISH))
                .toList();
    }

    /** Every script that brings words of its own. */
    static List<Path> screens() throws IOException {
        var found = new ArrayList<Path>();
        for (var script : files("/src/main/resources/", ".js")) {
            if (Translations.isScreen(Files.readString(script))) {
                found.add(script);
            }
        }
        return found;
    }

    /** Every constant of every enum of problems that ships. */
    static Stream<ProblemType> problems() throws IOException {
        var found = new ArrayList<ProblemType>();
        for (var source : files("/src/main/java/", ".java")) {
            if (Files.readString(source).contains(" implements ProblemType {")) {
                found.addAll(List.of(constants(source)));
            }
        }
        return found.stream();
    }

    private static ProblemType[] constants(Path source) {
        var path = source.toString();
        var name = path.substring(path.indexOf("/org/") + 1, path.length() - ".java".length());
        try {
            return (ProblemType[]) Class.forName(name.replace('/', '.')).getEnumConstants();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (var files = Files.walk(BUNDLES)) {
            return files.filter(file -> file.toString().contains(folder))
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
