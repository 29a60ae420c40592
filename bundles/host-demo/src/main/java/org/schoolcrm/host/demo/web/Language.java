package org.schoolcrm.host.demo.web;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Which of our languages a caller understands; Russian if none. */
final class Language {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final List<Locale> SPOKEN = List.of(RUSSIAN, Locale.ENGLISH);
    private static final String RANGE =
            "(?:\\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)(?:\\s*;\\s*q=[01](?:\\.\\d{0,3})?)?";

    /** A list as RFC 9110 writes it; the JDK's reader breaks on others in more ways than it declares. */
    private static final Pattern LIST = Pattern.compile(RANGE + "(?:\\s*,\\s*" + RANGE + ")*");

    private Language() {}

    static Locale of(HttpServletRequest request) {
        return of(request.getHeader("Accept-Language"));
    }

    private static Locale of(@Nullable String header) {
        if (header == null || !LIST.matcher(header.strip()).matches()) {
            return RUSSIAN;
        }
        try {
            return Objects.requireNonNullElse(
                    Locale.lookup(Locale.LanguageRange.parse(header.strip()), SPOKEN), RUSSIAN);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return RUSSIAN;
        }
    }
}
