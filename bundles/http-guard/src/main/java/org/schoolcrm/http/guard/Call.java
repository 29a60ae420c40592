package org.schoolcrm.http.guard;

/**
 * A request as far as the rules need to know it.
 *
 * @param path decoded and normalised, without parameters: what the servlets are found by
 * @param client who counts as one, see {@link Clients}
 * @param length of the body as announced, -1 if it was not
 * @param chunked whether the body comes in chunks
 * @param old whether the protocol is older than HTTP/1.1
 * @param credentials whether it has an {@code Authorization} header
 */
record Call(String method, String path, String client, long length, boolean chunked, boolean old, boolean credentials) {

    boolean hasBody() {
        return length > 0 || chunked;
    }
}
