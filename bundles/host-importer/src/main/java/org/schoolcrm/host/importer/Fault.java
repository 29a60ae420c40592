package org.schoolcrm.host.importer;

import java.util.List;
import java.util.Locale;
import org.schoolcrm.problem.Words;

/** What can be wrong with a file or a line of it. */
public enum Fault {
    NOT_UTF_8,
    UNREADABLE,
    SWALLOWS_LINES,
    NO_LINES,
    HEADING_UNKNOWN,
    HEADING_TWICE,
    HEADING_MISSING,
    TOO_MANY_CELLS,
    EMPTY,
    TOO_LONG,
    UNPRINTABLE,
    NOT_A_CHOICE,
    NOT_A_NUMBER,
    NOT_AN_AMOUNT,
    AMOUNT_IMPLAUSIBLE,
    NOT_POSITIVE,
    NOT_A_DATE,
    NOT_A_TIME,
    TIME_DOES_NOT_EXIST,
    NOT_AN_EMAIL,
    NOT_A_PHONE,
    REPEATED,
    ENDS_TOO_EARLY,
    CUSTOMER_UNKNOWN,
    SUBSCRIPTION_UNKNOWN,
    GROUP_UNKNOWN,
    GROUP_AMBIGUOUS,
    CUSTOMER_OR_GROUP,
    ACCOUNT_UNKNOWN,
    BELONGS_ELSEWHERE,
    LESSON_IS_HELD;

    public String words(Locale language, String given, String expected) {
        return Words.of(Fault.class).in(language, name(), List.of(given, expected));
    }
}
