package org.schoolcrm.host.demo.web;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Which of our languages a caller understands; Russian if none. */
final class Language {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final List<Locale> SPOKEN = List.of(RUSSIAN, Locale.ENGLISH);

    private Language() {}

    static Locale of(HttpServletRequest request) {
        return of(request.getHeader("Accept-Language"));
    }

    private static Locale of(@Nullable String header) {
        try {
            var wanted = Locale.LanguageRange.parse(Objects.requireNonNullElse(header, "ru"));
            return Objects.requireNonNullElse(Locale.lookup(wanted, SPOKEN), RUSSIAN);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return RUSSIAN;
        }
    }
}
