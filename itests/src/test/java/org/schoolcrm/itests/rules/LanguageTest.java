package org.schoolcrm.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.problem.ProblemType;

/** Everything that people read exists in both languages. */
class LanguageTest {

    private static final Path BUNDLES = Path.of("../bundles");
    private static final Pattern WORDS_JS = Pattern.compile("^\\s{4}'?([\\w.]+)'?:", Pattern.MULTILINE);

    @ParameterizedTest
    @MethodSource("russianWords")
    void every_sentence_exists_in_both_languages(Path russian) throws IOException {
        var english = Path.of(russian.toString().replace(".properties", "_en.properties"));

        assertThat(load(english).keySet()).isEqualTo(load(russian).keySet());
        load(english)
                .forEach((key, value) -> assertThat(Pattern.compile("(?<!')'(?!')")
                                .matcher((String) value)
                                .find())
                        .as("%s of %s has a lone apostrophe, which would swallow its arguments", key, english)
                        .isFalse());
    }

    @ParameterizedTest
    @MethodSource("problems")
    void every_problem_says_what_it_is(ProblemType problem) {
        assertThat(problem.title(Locale.ENGLISH)).isNotBlank();
        assertThat(problem.title(Locale.forLanguageTag("ru"))).isNotBlank().isNotEqualTo(problem.title(Locale.ENGLISH));
        assertThat(problem.status()).isBetween(400, 599);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ui/src/main/resources/ui/words.js",
                "ui/src/main/resources/ui/acquiring-words.js",
                "ui/src/main/resources/ui/invoice-words.js",
                "ui/src/main/resources/ui/issuer-words.js",
                "ui/src/main/resources/ui/mailing-words.js",
                "ui/src/main/resources/ui/message-words.js",
                "ui/src/main/resources/ui/payment-words.js",
                "host-demo/src/main/resources/ui/import-words.js",
                "host-demo/src/main/resources/ui/school-words.js"
            })
    void the_screens_speak_both_languages(String file) throws IOException {
        var words = Files.readString(BUNDLES.resolve(file));
        var parts = words.split("\n  en: \\{");

        assertThat(keys(parts[1])).isEqualTo(keys(parts[0]));
    }

    static List<Path> russianWords() throws IOException {
        try (var files = Files.walk(BUNDLES)) {
            return files.filter(file -> file.toString().contains("/src/main/resources/org/"))
                    .filter(file -> file.toString().endsWith(".properties"))
                    .filter(file -> !file.toString().endsWith("_en.properties"))
                    .toList();
        }
    }

    static Stream<ProblemType> problems() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.schoolcrm").stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(ProblemType.class))
                        .flatMap(type -> Stream.of(type.reflect().getEnumConstants()))
                        .map(ProblemType.class::cast);
    }

    private static List<String> keys(String part) {
        return WORDS_JS.matcher(part).results().map(found -> found.group(1)).collect(Collectors.toList());
    }

    private static Properties load(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
