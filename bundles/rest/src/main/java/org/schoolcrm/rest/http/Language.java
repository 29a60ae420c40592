package org.schoolcrm.rest.http;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The language of an answer: the one of ours that the caller likes best, else Russian. */
public final class Language {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final List<Locale> SPOKEN = List.of(RUSSIAN, Locale.ENGLISH);
    private static final String RANGE =
            "(?:\\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)(?:\\s*;\\s*q=[01](?:\\.\\d{0,3})?)?";

    /** A list as RFC 9110 writes it; the JDK's reader breaks on others in more ways than it declares. */
    private static final Pattern LIST = Pattern.compile(RANGE + "(?:\\s*,\\s*" + RANGE + ")*");

    private Language() {}

    /** What is no list of languages asks for none. */
    public static Locale of(@Nullable HttpHeaders headers) {
        var header = headers == null ? null : headers.getHeaderString("Accept-Language");
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
