package org.schoolcrm.rest.http;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The language of an answer: the one of ours that the caller likes best, else Russian. */
public final class Language {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final List<Locale> SPOKEN = List.of(RUSSIAN, Locale.ENGLISH);

    private Language() {}

    /** What is no list of languages asks for none. */
    public static Locale of(@Nullable HttpHeaders headers) {
        var header = headers == null ? null : headers.getHeaderString("Accept-Language");
        try {
            var wanted = Locale.LanguageRange.parse(Objects.requireNonNullElse(header, "ru"));
            return Objects.requireNonNullElse(Locale.lookup(wanted, SPOKEN), RUSSIAN);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return RUSSIAN;
        }
    }
}
