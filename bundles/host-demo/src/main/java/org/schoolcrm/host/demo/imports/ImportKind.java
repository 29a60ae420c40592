package org.schoolcrm.host.demo.imports;

import static org.schoolcrm.host.demo.imports.Column.*;

import java.util.List;
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
