package org.schoolcrm.channel.kit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.runtime.api.HttpAnswer;

/** How long a provider wants to be left alone (RFC 9110, section 10.2.3): seconds, or a date by its own clock. */
public final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** Null if it does not say; a day at most. */
    public static @Nullable Duration of(HttpAnswer answer) {
        return header(answer, "retry-after")
                .flatMap(value -> value.matches("\\d{1,9}")
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                        : between(header(answer, "date"), Optional.of(value)))
                .filter(wait -> !wait.isNegative())
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait)
                .orElse(null);
    }

    private static Optional<Duration> between(Optional<String> now, Optional<String> then) {
        return now.flatMap(RetryAfter::date)
                .flatMap(from -> then.flatMap(RetryAfter::date).map(to -> Duration.between(from, to)));
    }

    private static Optional<ZonedDateTime> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> header(HttpAnswer answer, String name) {
        return Optional.ofNullable(answer.headers().get(name));
    }
}
