package org.schoolcrm.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
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

    /** The value of that name, whatever its case; null for none. */
    static <E extends Enum<E>> @Nullable E choice(String name, @Nullable String text, Class<E> type) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> RestProblem.PARAMETER_INVALID.refuse(name));
    }

    /** The number, brought into the bounds. */
    static int limit(int wanted, int most) {
        return Math.min(most, Math.max(1, wanted));
    }
}
