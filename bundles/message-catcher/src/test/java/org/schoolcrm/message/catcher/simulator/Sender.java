package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A sender that says exactly what a test writes. */
final class Sender {

    record Answer(int status, JsonNode json, String text) {}

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI root;
    private final String authorization;

    Sender(URI root, String authorization) {
        this.root = root;
        this.authorization = authorization;
    }

    static String basic(String user, String password) {
        var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    Answer postForm(String path, String... namesAndValues) {
        var body = Forms.write(Forms.of(namesAndValues));
        return send("POST", path, "application/x-www-form-urlencoded", new String(body, StandardCharsets.US_ASCII));
    }

    Answer post(String path, String json) {
        return send("POST", path, "application/json", json);
    }

    Answer get(String path) {
        return send("GET", path, "text/plain", "");
    }

    Answer send(String method, String path, String type, String body) {
        try {
            return trying(method, path, type, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer trying(String method, String path, String type, String body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(root + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", type);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<String> answer =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            var json = Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
            return new Answer(answer.statusCode(), json, answer.body());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
