package org.schoolcrm.provider.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A bank's call exactly as it arrived.
 *
 * @param type what follows the account's key in the address, empty if nothing does
 * @param headers by lower-case name, the first value of each
 */
public record RawWebhook(
        String method,
        String type,
        String query,
        Map<String, String> headers,
        byte[] body,
        String remoteAddress,
        Instant receivedAt) {

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Signatures and personal data never reach a log. */
    @Override
    public String toString() {
        return "RawWebhook[" + method + " " + type + " " + body.length + " bytes]";
    }
}
