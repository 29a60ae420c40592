package org.schoolcrm.rest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a value looks like from outside, as 64 hexadecimal digits. */
final class Fingerprint {

    private static final ObjectMapper MAPPER = Json.mapper();

    private Fingerprint() {}

    static String of(String what, @Nullable Object value) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(MAPPER.writeValueAsBytes(value)));
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException("Every Java has SHA-256, and what came as JSON can be written", e);
        }
    }
}
