package org.schoolcrm.http.guard;

import org.jspecify.annotations.Nullable;

/**
 * A request as far as the rules need to know it.
 *
 * @param path decoded and normalised, without parameters: what the servlets are found by
 * @param client who counts as one, see {@link Clients}
 * @param length of the body as announced, -1 if it was not
 * @param chunked whether the body comes in chunks
 * @param old whether the protocol is older than HTTP/1.1
 * @param credentials what its {@code Authorization} header holds
 */
record Call(
        String method, String path, String client, long length, boolean chunked, boolean old, Credentials credentials) {

    /** What can be guessed is counted before anybody looks at it, what cannot only when it was wrong. */
    enum Credentials {
        NONE,
        TOKEN,
        PASSWORD;

        static Credentials of(@Nullable String authorization) {
            if (authorization == null) {
                return NONE;
            }
            return authorization.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length()) ? TOKEN : PASSWORD;
        }
    }

    boolean hasBody() {
        return length > 0 || chunked;
    }
}
