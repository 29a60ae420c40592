package org.schoolcrm.host.importer;

import static org.schoolcrm.host.importer.Column.*;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What a file holds; each kind has its own columns. */
public enum ImportKind {
    CUSTOMERS,
    SUBSCRIPTIONS,
    LESSONS,
    BALANCES;

    public List<Column> required() {
        return switch (this) {
            case CUSTOMERS -> List.of(EXTERNAL_ID, NAME);
            case SUBSCRIPTIONS -> List.of(EXTERNAL_ID, CUSTOMER, NAME, UNIT, PRICE, BEGINS);
            case LESSONS -> List.of(EXTERNAL_ID, DATE, TIME, SUBJECT);
            case BALANCES -> List.of(EXTERNAL_ID, CUSTOMER, BALANCE);
        };
    }

    public List<Column> columns() {
        return Stream.concat(required().stream(), optional().stream()).toList();
    }

    /** A file that could be imported as it is; English for whoever does not read Russian. */
    public String sample(Locale language) {
        var name = name() + (language.getLanguage().equals("en") ? "_en" : "") + ".csv";
        try (var file = ImportKind.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Column> optional() {
        return switch (this) {
            case CUSTOMERS -> List.of(LEGAL_TYPE, STATUS, LEAD, ARCHIVED, EMAIL, MOBILE_PHONE, OTHER_PHONE, TELEGRAM);
            case SUBSCRIPTIONS ->
                List.of(ENDS, CHARGED_UNTIL, LESSON_COUNT, LESSONS_LEFT, SUBJECT, LESSON_TYPE, SEPARATE);
            case LESSONS -> List.of(CUSTOMER, GROUP, MINUTES, LESSON_TYPE, LESSON_STATUS);
            case BALANCES -> List.of(SUBSCRIPTION, DATE, LESSONS_LEFT, NOTE);
        };
    }
}
