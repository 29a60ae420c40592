package org.schoolcrm.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.problem.ProblemType;

/** The catalogue of everything that the API can say no with; the table in the docs is written here. */
class ProblemsTest {

    private static final Path CATALOGUE = Path.of("../docs/problems.md");
    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    @Test
    void a_code_belongs_to_one_problem() throws IOException {
        assertThat(duplicates(problems())).isEmpty();
    }

    @Test
    void a_code_that_is_used_twice_is_noticed() {
        assertThat(duplicates(
                        List.of(CommonProblem.NOT_ALLOWED, CommonProblem.REQUIRED, new Planted("NOT_ALLOWED", 409))))
                .containsExactly("not-allowed");
    }

    @Test
    void the_catalogue_in_the_docs_is_written_anew() throws IOException {
        var rows = problems().stream()
                .filter(one -> !one.getClass().getName().startsWith("org.schoolcrm.host.demo."))
                .map(one -> "| `%s` | %d | %s | %s |\n"
                        .formatted(one.code(), one.status(), one.title(RUSSIAN), one.title(Locale.ENGLISH)))
                .collect(Collectors.joining());
        var text = """
                # Problems

                Written by the build (`ProblemsTest`) from the enums of the capabilities; change those, not this. Every refusal of the API is an
                `application/problem+json` (RFC 9457) whose `type` is `urn:problem:` and the code; codes never change. Where single fields are wrong,
                `fields` names each of them with a code and a sentence of its own.

                | code | status | по-русски | in English |
                |---|---|---|---|
                """ + rows;
        if (!Files.exists(CATALOGUE) || !Files.readString(CATALOGUE).equals(text)) {
            Files.writeString(CATALOGUE, text);
        }

        assertThat(CATALOGUE).content().contains("| `invoice-is-paid` | 409 |", "| `inn-wrong` | 422 |");
    }

    private static List<ProblemType> problems() throws IOException {
        return LanguageTest.problems()
                .sorted(Comparator.comparing(ProblemType::code))
                .toList();
    }

    private static List<String> duplicates(List<? extends ProblemType> problems) {
        var seen = new HashSet<String>();
        return problems.stream()
                .map(ProblemType::code)
                .filter(code -> !seen.add(code))
                .toList();
    }

    private record Planted(String name, int status) implements ProblemType {}
}
