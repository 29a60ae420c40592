package org.schoolcrm.host.demo.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.problem.CommonProblem;

/** What requests say in words; nonsense is refused with the name of the parameter or field. */
final class Parameters {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;

    private Parameters() {}

    static LocalDate day(String name, @Nullable String text) {
        try {
            return near(name, LocalDate.parse(required(name, text)));
        } catch (DateTimeException e) {
            throw CommonProblem.PARAMETER_INVALID.refuse(name);
        }
    }

    static LocalDateTime time(String name, @Nullable String text) {
        try {
            var time = LocalDateTime.parse(required(name, text));
            near(name, time.toLocalDate());
            return time;
        } catch (DateTimeException e) {
            throw CommonProblem.PARAMETER_INVALID.refuse(name);
        }
    }

    static AccountId account(String name, long value) {
        if (value < 0) {
            throw CommonProblem.PARAMETER_INVALID.refuse(name);
        }
        return new AccountId(value);
    }

    /** Empty for none; databases keep no character of code zero. */
    static String text(String name, @Nullable String text) {
        if (text != null && text.indexOf('\0') >= 0) {
            throw CommonProblem.PARAMETER_INVALID.refuse(name);
        }
        return text == null ? "" : text;
    }

    static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw CommonProblem.PARAMETER_INVALID.refuse(name);
        }
        return value;
    }

    private static LocalDate near(String name, LocalDate day) {
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw CommonProblem.PARAMETER_INVALID.refuse(name);
        }
        return day;
    }
}
