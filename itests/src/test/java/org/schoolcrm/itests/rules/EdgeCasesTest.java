package org.schoolcrm.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every numbered example and every edge case of the rules of amounts has a test that is named after it. */
class EdgeCasesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path TABLE = ROOT.resolve("docs/edge-cases-to-tests.md");
    private static final Pattern NAMED = Pattern.compile(
            "@DisplayName\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*\\)\\s*(?:@[^\\n]*\\s*)*(?:void|(?:abstract )?(?:final )?class) (\\w+)\\b");

    /** An example of the rules is a row of a table, an edge case a word in bold. */
    private static final Pattern DEFINED = Pattern.compile("(?m)^\\| (V\\d+) \\||^\\* \\*\\*(.+?)\\*\\*");

    /** What must stand in a display name, V for a numbered example and the rest after «edge: ». */
    private static final List<String> CASES = new ArrayList<>();

    private static final Map<String, SortedSet<String>> TESTS = new TreeMap<>();
    private static final List<String> UNKNOWN = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        DEFINED.matcher(Files.readString(ROOT.resolve("docs/forecast-rules.md")))
                .results()
                .map(found -> found.group(1) == null ? "edge: " + found.group(2) : found.group(1) + " ")
                .forEach(CASES::add);
        CASES.forEach(one -> TESTS.put(one, new TreeSet<>()));
        for (var folder : List.of("bundles", "itests")) {
            try (var files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().contains("/src/test/java/"))
                        .filter(file -> file.toString().endsWith(".java"))
                        .forEach(EdgeCasesTest::collect);
            }
        }
    }

    @Test
    @DisplayName("every numbered example and every edge case has a test that says so")
    void every_case_has_a_test() {
        assertThat(CASES).contains("V1 ", "edge: refund webhook");
        assertThat(CASES.stream().filter(one -> TESTS.get(one).isEmpty())).isEmpty();
    }

    @Test
    void no_test_speaks_of_a_case_that_does_not_exist() {
        assertThat(UNKNOWN).isEmpty();
    }

    @Test
    void the_table_in_the_docs_is_written_anew() throws IOException {
        var table = CASES.stream()
                .map(one ->
                        "| " + one.replace("edge: ", "").strip() + " | " + String.join("<br>", TESTS.get(one)) + " |\n")
                .collect(Collectors.joining("", """
                        # Edge cases of amounts and their tests

                        Written by the build (`EdgeCasesTest`) from the display names of the tests; change those, not this.

                        | case | tests |
                        |---|---|
                        """, ""));
        if (!Files.exists(TABLE) || !Files.readString(TABLE).contentEquals(table)) {
            Files.writeString(TABLE, table);
        }

        assertThat(TABLE).content().contains("| V15 | `ForecastVectorsTest.v15`");
    }

    private static void collect(Path file) {
        var type = file.getFileName().toString().replace(".java", "");
        try {
            var named = NAMED.matcher(Files.readString(file));
            while (named.find()) {
                var label = named.group(1);
                var test = "`" + type + "." + named.group(2) + "`";
                var cases = CASES.stream()
                        .filter(one -> one.startsWith("V") ? (" " + label).contains(" " + one) : label.contains(one))
                        .toList();
                cases.forEach(one -> TESTS.get(one).add(test));
                if (label.contains("edge: ") && cases.stream().noneMatch(one -> one.startsWith("edge: "))) {
                    UNKNOWN.add(test + " " + label);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
