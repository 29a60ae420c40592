package org.schoolcrm.host.demo.web;

import java.util.Collections;
import java.util.Locale;
import javax.servlet.http.HttpServletRequest;

/** Which of our languages a caller understands; Russian if none. */
final class Language {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    private Language() {}

    public static Locale of(HttpServletRequest request) {
        return request.getHeader("Accept-Language") == null
                ? RUSSIAN
                : Collections.list(request.getLocales()).stream()
                        .filter(one -> one.getLanguage().equals("en")
                                || one.getLanguage().equals("ru"))
                        .findFirst()
                        .orElse(RUSSIAN);
    }
}
