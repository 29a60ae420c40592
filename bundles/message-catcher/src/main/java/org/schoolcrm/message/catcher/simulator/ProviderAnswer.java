package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a provider answers. */
public record ProviderAnswer(int status, Map<String, String> headers, byte[] body) {

    public ProviderAnswer {
        headers = Map.copyOf(headers);
    }

    public static ProviderAnswer json(int status, JsonNode body) {
        return new ProviderAnswer(status, Map.of("Content-Type", "application/json; charset=utf-8"), Json.write(body));
    }

    public static ProviderAnswer text(int status, String body) {
        return typed(status, "text/plain; charset=utf-8", body);
    }

    public static ProviderAnswer html(int status, String body) {
        return typed(status, "text/html; charset=utf-8", body);
    }

    public static ProviderAnswer typed(int status, String type, String body) {
        return new ProviderAnswer(status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
