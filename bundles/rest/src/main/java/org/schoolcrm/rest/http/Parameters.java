package org.schoolcrm.rest.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.problem.CommonProblem;

/** Query parameters that are more than text; nonsense is refused with the parameter's name. */
public final class Parameters {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;

    private Parameters() {}

    public static LocalDate day(String name, @Nullable String text, LocalDate otherwise) {
        try {
            return text == null || text.isEmpty() ? otherwise : near(name, LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            throw CommonProblem.PARAMETER_INVALID.refuse(name);
        }
    }

    public static Instant instant(String name, @Nullable String text, Instant otherwise) {
        try {
            if (text == null || text.isEmpty()) {
                return otherwise;
            }
            var instant = Instant.parse(text);
            near(name, LocalDate.ofInstant(instant, ZoneOffset.UTC));
            return instant;
        } catch (DateTimeException e) {
            throw CommonProblem.PARAMETER_INVALID.refuse(name);
        }
    }

    public static LocalDate required(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw CommonProblem.PARAMETER_INVALID.refuse(name);
        }
        return day(name, text, LocalDate.EPOCH);
    }

    /** No calendar that databases and people share goes further. */
    static boolean isNear(LocalDate day) {
        return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
    }

    public static AccountId account(String name, long value) {
        if (value < 0) {
            throw CommonProblem.PARAMETER_INVALID.refuse(name);
        }
        return new AccountId(value);
    }

    /** Databases keep no character of code zero. */
    static boolean isText(@Nullable String text) {
        return text == null || text.indexOf('\0') < 0;
    }

    private static LocalDate near(String name, LocalDate day) {
        if (!isNear(day)) {
            throw CommonProblem.PARAMETER_INVALID.refuse(name);
        }
        return day;
    }

    /** The value of that name, whatever its case; null for none. */
    public static <E extends Enum<E>> @Nullable E choice(String name, @Nullable String text, Class<E> type) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> CommonProblem.PARAMETER_INVALID.refuse(name));
    }
}
