package org.schoolcrm.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.schoolcrm.problem.ProblemType;

/** The catalogue of everything that the API can say no with; the table in the docs is written here. */
class ProblemsTest {

    private static final Path CATALOGUE = Path.of("../docs/problems.md");
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    private final List<ProblemType> problems = LanguageTest.problems()
            .filter(one -> !one.getClass().getName().startsWith("org.schoolcrm.host.demo."))
            .sorted(Comparator.comparing(ProblemType::code)
                    .thenComparing(one -> one.getClass().getName()))
            .toList();

    @Test
    void a_code_means_one_thing_wherever_it_is_said() {
        var statuses = new HashMap<String, Integer>();
        for (var one : problems) {
            assertThat(statuses.merge(one.code(), one.status(), (was, now) -> was))
                    .as(one.code())
                    .isEqualTo(one.status());
        }
    }

    @Test
    void the_catalogue_in_the_docs_is_written_anew() throws IOException {
        var rows = new TreeMap<String, String>();
        for (var one : problems) {
            rows.merge(
                    one.code(),
                    "| `%s` | %d | %s | %s |\n"
                            .formatted(one.code(), one.status(), one.title(RUSSIAN), one.title(Locale.ENGLISH)),
                    (was, now) -> was.contains(now) ? was : was + now);
        }
        var text = """
                # Problems

                Written by the build (`ProblemsTest`) from the enums of the capabilities; change those, not this. Every refusal of the API is an
                `application/problem+json` (RFC 9457) whose `type` is `urn:problem:` and the code; codes never change. Where single fields are wrong,
                `fields` names each of them with a code and a sentence of its own.

                | code | status | по-русски | in English |
                |---|---|---|---|
                """ + String.join("", rows.values());
        if (!Files.exists(CATALOGUE) || !Files.readString(CATALOGUE).equals(text)) {
            Files.writeString(CATALOGUE, text);
        }

        assertThat(CATALOGUE).content().contains("| `invoice-is-paid` | 409 |", "| `inn-wrong` | 422 |");
    }
}
