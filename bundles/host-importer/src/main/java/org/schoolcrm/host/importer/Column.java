package org.schoolcrm.host.importer;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.schoolcrm.problem.Words;

/** A column that a file may have. Files may use the headings of either language. */
public enum Column {
    EXTERNAL_ID,
    NAME,
    LEGAL_TYPE,
    STATUS,
    LEAD,
    ARCHIVED,
    EMAIL,
    MOBILE_PHONE,
    OTHER_PHONE,
    TELEGRAM,
    CUSTOMER,
    UNIT,
    PRICE,
    BEGINS,
    ENDS,
    CHARGED_UNTIL,
    LESSON_COUNT,
    LESSONS_LEFT,
    SUBJECT,
    LESSON_TYPE,
    SEPARATE,
    DATE,
    TIME,
    MINUTES,
    GROUP,
    LESSON_STATUS,
    SUBSCRIPTION,
    BALANCE,
    NOTE;

    static final List<Locale> LANGUAGES = List.of(Locale.forLanguageTag("ru"), Locale.ENGLISH);

    private static final Pattern IN_BETWEEN = Pattern.compile("[ *\\p{Pd}]");

    private static final Words WORDS = Words.of(Column.class);

    public String heading(Locale language) {
        return WORDS.in(language, name(), List.of());
    }

    /** What belongs into the column, for whoever makes the file. */
    public String about(Locale language) {
        return WORDS.in(language, name() + ".about", List.of());
    }

    static Optional<Column> named(String heading, Collection<Column> among) {
        var wanted = bare(heading);
        return among.stream()
                .filter(one -> LANGUAGES.stream()
                        .anyMatch(language -> bare(one.heading(language)).equals(wanted)))
                .findFirst();
    }

    /** Blanks, hyphens and the asterisk of a required column make no other heading: «Email», «E-mail», «Название*». */
    private static String bare(String heading) {
        return IN_BETWEEN.matcher(Blanks.word(heading)).replaceAll("");
    }
}
