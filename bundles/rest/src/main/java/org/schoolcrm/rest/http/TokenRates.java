package org.schoolcrm.rest.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolcrm.billing.api.token.ApiToken;
import org.schoolcrm.billing.api.token.ApiTokenId;
import org.schoolcrm.runtime.api.Clock;

/** How often each token has been used in its present minute on this node, which begins with its first request. */
public class TokenRates {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<ApiTokenId, Minute> minutes = new ConcurrentHashMap<>();

    public TokenRates(Clock clock) {
        this.clock = clock;
    }

    private record Minute(Instant until, int requests) {}

    /**
     * What is left after a request.
     *
     * @param seconds until the minute is over
     * @param admitted whether this request was within the limit
     */
    record Rate(int perMinute, int left, long seconds, boolean admitted) {

        /** As the draft of RateLimit header fields for HTTP writes them. */
        String policy() {
            return "\"token\";q=" + perMinute + ";w=" + MINUTE.toSeconds();
        }

        String remaining() {
            return "\"token\";r=" + left + ";t=" + seconds;
        }
    }

    Rate count(ApiToken token) {
        var now = clock.now();
        var minute = minutes.merge(
                token.id(),
                new Minute(now.plus(MINUTE), 1),
                (present, fresh) -> present.until().isAfter(now)
                        ? new Minute(present.until(), Math.addExact(present.requests(), 1))
                        : fresh);
        int most = token.requestsPerMinute();
        long seconds = Duration.between(now, minute.until()).plusMillis(999).toSeconds();
        return new Rate(most, Math.max(0, most - minute.requests()), seconds, minute.requests() <= most);
    }
}
