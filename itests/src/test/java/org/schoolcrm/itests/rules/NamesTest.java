package org.schoolcrm.itests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Types carry the field's standard terms, in tests as well; the sources are read because no jar holds the tests. */
class NamesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum) ([A-Z]\\w*)");
    private static final Pattern WORD = Pattern.compile("[A-Z]+(?![a-z])|[A-Z][a-z0-9]*");

    /** Words that say nothing, and words that only this project would understand. */
    private static final Set<String> FORBIDDEN = Set.of(
            "Impl",
            "Manager",
            "Helper",
            "Util",
            "Utils",
            "Desk",
            "Office",
            "Book",
            "House",
            "Door",
            "Convoy",
            "Courtesy",
            "Heart",
            "Postman",
            "Premises",
            "Specimens");

    @Test
    void types_are_named_in_the_terms_of_the_field() throws IOException {
        var found = new ArrayList<String>();
        for (var folder : List.of("bundles", "itests")) {
            try (var files = Files.walk(ROOT.resolve(folder))) {
                for (var file : files.filter(NamesTest::isSource).toList()) {
                    found.addAll(forbidden(Files.readString(file)));
                }
            }
        }

        assertThat(found).isEmpty();
    }

    @Test
    void a_forbidden_word_is_noticed_wherever_it_stands_in_a_name() {
        var types = Stream.of("PaymentDesk", "HouseRules", "XMLHelper", "BookingRequest", "Officer", "Facebook")
                .map("public final class %s {}\n"::formatted)
                .collect(Collectors.joining());

        assertThat(forbidden(types)).containsExactly("PaymentDesk", "HouseRules", "XMLHelper");
    }

    private static List<String> forbidden(String source) {
        return TYPE.matcher(source)
                .results()
                .map(type -> type.group(1))
                .filter(name ->
                        WORD.matcher(name).results().map(MatchResult::group).anyMatch(FORBIDDEN::contains))
                .toList();
    }

    private static boolean isSource(Path file) {
        var path = file.toString();
        return path.contains("/src/") && !path.contains("/target/") && path.endsWith(".java");
    }
}
