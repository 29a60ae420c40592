package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of a sender, as it stood on the wire.
 *
 * @param path below the provider's own root
 * @param headers names in lower case
 * @param refusal what a test wants the provider to say instead of accepting
 */
public record ProviderCall(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        byte[] body,
        @Nullable Refusal refusal) {

    public ProviderCall {
        headers = Map.copyOf(headers);
    }

    ProviderCall refused(@Nullable Refusal wanted) {
        return new ProviderCall(method, path, query, headers, body, wanted);
    }

    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** A missing node when the body is no JSON. */
    public JsonNode json() {
        return Json.read(body);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Parameters of the address and of a form; the form wins. */
    public Map<String, String> parameters() {
        return parameters(StandardCharsets.UTF_8);
    }

    public boolean isJson() {
        return header("Content-Type").toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    Map<String, String> parameters(Charset charset) {
        var all = new LinkedHashMap<String, String>();
        read(query, charset, all);
        if (header("Content-Type").toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            read(new String(body, StandardCharsets.ISO_8859_1), charset, all);
        }
        return all;
    }

    /** The token of {@code Authorization: Bearer}, empty without one. */
    String bearer() {
        var value = header("Authorization");
        return value.startsWith("Bearer ") ? value.substring("Bearer ".length()) : "";
    }

    /** User and password of {@code Authorization: Basic} as {@code user:password}, empty without one. */
    String basic() {
        var value = header("Authorization");
        if (!value.startsWith("Basic ")) {
            return "";
        }
        try {
            return new String(Base64.getDecoder().decode(value.substring("Basic ".length())), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static void read(String form, Charset charset, Map<String, String> into) {
        for (var pair : form.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                into.put(decoded(pair.substring(0, equals), charset), decoded(pair.substring(equals + 1), charset));
            }
        }
    }

    private static String decoded(String text, Charset charset) {
        try {
            return URLDecoder.decode(text, charset);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
