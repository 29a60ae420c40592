package org.schoolcrm.host.importer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.problem.Words;

/** Words that a cell may hold, of either language, and the name that each stands for. */
enum Choice {
    YES_OR_NO("YES NO"),
    LEGAL_TYPE("INDIVIDUAL LEGAL_ENTITY"),
    UNIT("LESSON MONTH WEEK"),
    LESSON_STATUS("PLANNED HELD CANCELLED");

    private static final Map<Choice, Map<String, String>> MEANT =
            Arrays.stream(values()).collect(Collectors.toMap(Function.identity(), Choice::meanings));

    private final String names;

    Choice(String names) {
        this.names = names;
    }

    @Nullable
    String meant(String word) {
        return MEANT.getOrDefault(this, Map.of()).get(Blanks.word(word));
    }

    /** The first word of each name in each language. */
    String words() {
        return Column.LANGUAGES.stream()
                .flatMap(language -> names().map(name -> words(name, language).get(0)))
                .collect(Collectors.joining(", "));
    }

    private Map<String, String> meanings() {
        return names().flatMap(name -> Column.LANGUAGES.stream()
                        .flatMap(language -> words(name, language).stream())
                        .distinct()
                        .map(word -> Map.entry(word, name)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Stream<String> names() {
        return Stream.of(names.split(" ", -1));
    }

    /** They stand between commas. */
    private List<String> words(String name, Locale language) {
        return List.of(Words.of(Choice.class)
                .in(language, name() + "." + name, List.of())
                .split(", *", -1));
    }
}
