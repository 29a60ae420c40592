package org.schoolcrm.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which test holds which requirement, by the ids in the tests' display names; the table in the docs is written here. */
class RequirementsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path TABLE = ROOT.resolve("docs/requirements-to-tests.md");
    private static final Pattern NAMED = Pattern.compile(
            "@DisplayName\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*\\)\\s*(?:@[^\\n]*\\s*)*(?:void|(?:abstract )?(?:final )?class) (\\w+)\\b");
    private static final Pattern ID = Pattern.compile("\\bR\\d{3}\\b");

    private static final Pattern DEFINED = Pattern.compile("(?m)^\\| (R\\d{3}) \\|");

    private static final Map<String, SortedSet<String>> TESTS = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        requirements().forEach(id -> TESTS.put(id, new TreeSet<>()));
        for (var folder : List.of("bundles", "itests")) {
            try (var files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().contains("/src/"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .filter(file -> file.toString().endsWith(".java"))
                        .forEach(RequirementsTest::collect);
            }
        }
    }

    @Test
    void every_requirement_has_a_test() {
        var bare = TESTS.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();

        assertThat(bare).isEmpty();
    }

    @Test
    void no_test_speaks_of_a_requirement_that_does_not_exist() throws IOException {
        assertThat(TESTS.keySet()).isNotEmpty().isEqualTo(requirements());
    }

    @Test
    void the_table_in_the_docs_is_written_anew() throws IOException {
        var table = new StringBuilder("""
                # Requirements and their tests

                Written by the build (`RequirementsTest`) from the display names of the tests; change those, not this.

                | requirement | tests |
                |---|---|
                """);
        TESTS.forEach((id, tests) -> table.append("| ")
                .append(id)
                .append(" | ")
                .append(tests.isEmpty() ? "none yet" : String.join("<br>", tests))
                .append(" |\n"));
        if (!Files.exists(TABLE) || !Files.readString(TABLE).contentEquals(table)) {
            Files.writeString(TABLE, table);
        }

        assertThat(TABLE).content().containsPattern("\\| R068 \\| .*`BulkArchiveTest\\.");
    }

    private static void collect(Path file) {
        var type = file.getFileName().toString().replace(".java", "");
        try {
            var named = NAMED.matcher(Files.readString(file));
            while (named.find()) {
                var method = named.group(2);
                ID.matcher(named.group(1))
                        .results()
                        .forEach(id -> TESTS.computeIfAbsent(id.group(), key -> new TreeSet<>())
                                .add("`" + (method.equals(type) ? type : type + "." + method) + "`"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> requirements() throws IOException {
        return DEFINED.matcher(Files.readString(ROOT.resolve("docs/requirements.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
