package org.schoolcrm.runtime.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What came back, or why nothing did.
 *
 * @param status zero unless {@link Kind#ANSWERED}
 * @param headers by lower-case name, the first value of each
 * @param detail why there was no answer; empty when there was one
 */
public record HttpAnswer(Kind kind, int status, Map<String, String> headers, byte[] body, String detail) {

    /** Whether the peer can have acted on the request (channels.md 1.3). */
    public enum Kind {
        /** It answered, whatever it said. */
        ANSWERED,
        /** The request never reached it: safe to send again. */
        NOT_SENT,
        /** The request may have reached it; its outcome is unknown. */
        NO_ANSWER
    }

    public static HttpAnswer of(int status, String body) {
        return new HttpAnswer(Kind.ANSWERED, status, Map.of(), body.getBytes(StandardCharsets.UTF_8), "");
    }

    public static HttpAnswer notSent(String detail) {
        return new HttpAnswer(Kind.NOT_SENT, 0, Map.of(), new byte[0], detail);
    }

    public static HttpAnswer noAnswer(String detail) {
        return new HttpAnswer(Kind.NO_ANSWER, 0, Map.of(), new byte[0], detail);
    }

    public boolean isOk() {
        return kind == Kind.ANSWERED && status >= 200 && status < 300;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
