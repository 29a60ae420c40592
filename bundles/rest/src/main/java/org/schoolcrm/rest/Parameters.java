package org.schoolcrm.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Query parameters that are more than text; nonsense is refused with the parameter's name. */
final class Parameters {

    private Parameters() {}

    static LocalDate day(String name, @Nullable String text, LocalDate otherwise) {
        try {
            return text == null || text.isEmpty() ? otherwise : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw RestProblem.PARAMETER_INVALID.refuse(name);
        }
    }

    static Instant instant(String name, @Nullable String text, Instant otherwise) {
        try {
            return text == null || text.isEmpty() ? otherwise : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw RestProblem.PARAMETER_INVALID.refuse(name);
        }
    }

    static LocalDate required(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw RestProblem.PARAMETER_INVALID.refuse(name);
        }
        return day(name, text, LocalDate.EPOCH);
    }
}
