package org.schoolcrm.runtime.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request to another system.
 *
 * @param timeout for the whole exchange
 * @param answerLimit the most bytes of an answer's body that are read; more counts as no answer
 * @param trust certificates in PEM to trust instead of the usual ones; null for the usual ones
 * @param publicOnly whether the address was entered by a user, so that only the {@link AddressPolicy} opens it
 */
public record HttpCall(
        String method,
        URI uri,
        Map<String, String> headers,
        byte[] body,
        Duration timeout,
        int answerLimit,
        @Nullable String trust,
        boolean publicOnly) {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int ANSWER_LIMIT = 1 << 20;

    public HttpCall(
            String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout, int answerLimit) {
        this(method, uri, headers, body, timeout, answerLimit, null, false);
    }

    public static HttpCall get(URI uri) {
        return new HttpCall("GET", uri, Map.of(), new byte[0], TIMEOUT, ANSWER_LIMIT);
    }

    public static HttpCall post(URI uri, String contentType, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return new HttpCall("POST", uri, Map.of("Content-Type", contentType), bytes, TIMEOUT, ANSWER_LIMIT);
    }

    public HttpCall with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new HttpCall(method, uri, Map.copyOf(more), body, timeout, answerLimit, trust, publicOnly);
    }

    /** With certificates of the peer's own; empty text changes nothing. */
    public HttpCall trusting(String pem) {
        return pem.isEmpty() ? this : new HttpCall(method, uri, headers, body, timeout, answerLimit, pem, publicOnly);
    }

    /** To no address of the own network. */
    public HttpCall toPublicOnly() {
        return new HttpCall(method, uri, headers, body, timeout, answerLimit, trust, true);
    }
}
