package org.schoolcrm.rest.http;

import java.util.Locale;
import javax.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The language of an answer: the first of the caller's that we speak, else Russian. */
public final class Language {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    private Language() {}

    public static Locale of(@Nullable HttpHeaders headers) {
        return headers == null
                ? RUSSIAN
                : headers.getAcceptableLanguages().stream()
                        .filter(language -> language.getLanguage().equals("en")
                                || language.getLanguage().equals("ru"))
                        .findFirst()
                        .orElse(RUSSIAN);
    }
}
