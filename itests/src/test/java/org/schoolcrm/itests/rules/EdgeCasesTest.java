package org.schoolcrm.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** What must stand in a display name, V for a numbered example and the rest after «edge: ». */
    private static final List<String> CASES = List.of(
            "V1 ",
            "V2 ",
            "V3 ",
            "V4 ",
            "V5 ",
            "V6 ",
            "V8 ",
            "V9 ",
            "V11 ",
            "V13 ",
            "V15 ",
            "edge: subscription that begins and ends mid-period",
            "edge: package vs monthly vs weekly",
            "edge: several subscriptions per account",
            "edge: subject/lesson-type overlap",
            "edge: percent+fixed discounts",
            "edge: discount ending mid-period",
            "edge: positive/negative/zero balance",
            "edge: debt with no plan",
            "edge: cancelled lesson",
            "edge: rescheduled lesson",
            "edge: individually excused lesson",
            "edge: group membership ending mid-period",
            "edge: freeze at borders",
            "edge: lesson at 23:30",
            "edge: lesson today but already started",
            "edge: lesson held after the invoice was issued",
            "edge: unpaid older invoice",
            "edge: price change of the tariff mid-period",
            "edge: currency/kopecks, >2 decimals",
            "edge: 31st and 29 Feb",
            "edge: Monday vs Sunday weeks",
            "edge: the day on which clocks change",
            "edge: customer in two branches",
            "edge: siblings with one payer phone",
            "edge: customer without mobile phone / e-mail / Telegram link",
            "edge: legal entity customer without acquirer",
            "edge: acquirer disconnected between issue and payment",
            "edge: amount below acquirer minimum",
            "edge: partial payment",
            "edge: over-payment",
            "edge: duplicate webhook",
            "edge: refund webhook");

    private static final Map<String, SortedSet<String>> TESTS = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
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
        assertThat(CASES.stream().filter(one -> TESTS.get(one).isEmpty())).isEmpty();
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
                CASES.stream()
                        .filter(one -> one.startsWith("V") ? (" " + label).contains(" " + one) : label.contains(one))
                        .forEach(one -> TESTS.get(one).add(test));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
