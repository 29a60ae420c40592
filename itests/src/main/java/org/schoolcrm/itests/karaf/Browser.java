package org.schoolcrm.itests.karaf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Somebody at a browser: keeps cookies, fills in forms, follows no redirect by itself, speaks to the API as pages do. */
public final class Browser {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI home;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    public Browser(URI home) {
        this.home = home;
    }

    public Browser logIn(String login) {
        var answer = submit("/login", Map.of("login", login, "password", "demo"));
        if (answer.statusCode() != 302) {
            throw new AssertionError("Login as " + login + " was answered " + answer.statusCode());
        }
        return this;
    }

    /** What the browser sends as its cookies. */
    public String cookie() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    public HttpResponse<String> submit(String path, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    public JsonNode read(String path) {
        return json("/crm/api/v1/" + path);
    }

    /** What any address answers as JSON. */
    public JsonNode json(String path) {
        return json(get(path));
    }

    public JsonNode post(String path, String body) {
        return json(postRaw(path, body));
    }

    public HttpResponse<String> postRaw(String path, String body) {
        return send(request("/crm/api/v1/" + path)
                .header("Content-Type", "application/json")
                .header("Origin", home.toString())
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** As a page of the CRM sends it. */
    public HttpResponse<String> send(String method, String path, String type, String body) {
        return send(request(path)
                .header("Content-Type", type)
                .header("Origin", home.toString())
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    /** The same, asking before the body is sent whether it will be taken. */
    public HttpResponse<String> offer(String path, String type, String body) {
        return send(request(path)
                .expectContinue(true)
                .header("Content-Type", type)
                .header("Origin", home.toString())
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** As no browser calls, but a bank. */
    public HttpResponse<String> call(String path, String body, Map<String, String> headers) {
        var request = request(path).POST(BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        return send(request.build());
    }

    /** Changes what is there now. */
    public JsonNode put(String path, Consumer<ObjectNode> change) {
        var was = get("/crm/api/v1/" + path);
        var document = (ObjectNode) json(was);
        change.accept(document);
        var request = request("/crm/api/v1/" + path)
                .header("Content-Type", "application/json")
                .header("Origin", home.toString())
                .PUT(BodyPublishers.ofString(document.toString()));
        was.headers().firstValue("ETag").ifPresent(tag -> request.header("If-Match", tag));
        return json(send(request.build()));
    }

    public HttpResponse<InputStream> stream(String path) {
        try {
            return client.send(request(path).GET().build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(
                    answer.request().uri() + " was answered " + answer.statusCode() + " " + answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(home.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept-Language", "ru");
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
