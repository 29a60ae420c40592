package org.schoolcrm.message.catcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.schoolcrm.message.catcher.simulator.MessageState;

/** «Пойманные сообщения» at {@code /caught-messages/}: a page of its own, and what it reads and does. */
public final class MessageServlet extends HttpServlet {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> FILES = Map.of(
            "/", "index.html",
            "/page.css", "page.css",
            "/phones.css", "phones.css",
            "/page.js", "page.js",
            "/phone.js", "phone.js",
            "/markup.js", "markup.js",
            "/templates.js", "templates.js",
            "/words.js", "words.js");
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "css", "text/css", "js", "text/javascript");
    private static final Pattern REPORT = Pattern.compile("/messages/(\\d{1,18})/([A-Z_]+)");
    private static final Pattern BOT = Pattern.compile("/(telegram|max)/[\\w.-]{3,64}");
    private static final Set<String> EVENTS = Set.of("APPROVED", "REJECTED", "PAUSED");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");
    private static final JsonMapper JSON = JsonMapper.builder()
            .typeFactory(TypeFactory.createDefaultInstance())
            .build();

    private final transient MessageCatcher catcher;

    public MessageServlet(MessageCatcher catcher) {
        this.catcher = catcher;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = Objects.requireNonNullElse(request.getPathInfo(), "");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", POLICY);
        var file = FILES.get(path);
        if (path.isEmpty()) {
            response.sendRedirect(request.getRequestURI() + "/");
        } else if (BOT.matcher(path).matches()) {
            open(path, request, response);
        } else if (path.equals("/messages")) {
            messages(request, response);
        } else if (path.equals("/templates")) {
            json(response, Map.of("templates", catcher.templates()));
        } else if (file != null) {
            file(file, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /** In the demo links to bots lead here: the page stands for the phone on which the messenger would open. */
    private static void open(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var code = Objects.requireNonNullElse(request.getParameter("start"), "");
        response.sendRedirect("../?provider=" + path.substring(1, path.lastIndexOf('/')) + "&start="
                + URLEncoder.encode(code, StandardCharsets.UTF_8));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isForeign(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        var body = JSON.readTree(request.getInputStream());
        response.setStatus(
                done(Objects.requireNonNullElse(request.getPathInfo(), ""), body, request)
                        ? HttpServletResponse.SC_NO_CONTENT
                        : HttpServletResponse.SC_BAD_REQUEST);
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isForeign(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        catcher.messages().clear();
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private boolean done(String path, JsonNode body, HttpServletRequest request) {
        var report = REPORT.matcher(path);
        if (report.matches()) {
            return Arrays.stream(MessageState.values())
                    .filter(state -> state.name().equals(report.group(2)))
                    .anyMatch(state -> catcher.report(Long.parseLong(report.group(1)), state));
        }
        return switch (path) {
            case "/replies" -> reply(body);
            case "/starts" -> start(body);
            case "/handlers" -> handler(body, request);
            case "/reviews" -> review(body);
            default -> false;
        };
    }

    private boolean reply(JsonNode body) {
        var text = body.path("text").asText();
        return !text.isBlank()
                && catcher.reply(
                        body.path("provider").asText(), body.path("recipient").asText(), text);
    }

    private boolean start(JsonNode body) {
        var payload = body.path("payload").asText();
        var name = body.path("name").asText();
        boolean can = payload.matches("[\\w-]{0,64}") && !name.isBlank();
        if (can) {
            catcher.start(body.path("provider").asText(), name, payload);
        }
        return can;
    }

    private boolean review(JsonNode body) {
        var event = body.path("event").asText();
        return EVENTS.contains(event)
                && catcher.review(
                        body.path("name").asText(), body.path("language").asText(), event);
    }

    /** Only this node is called: a page without a login must not make it call others. */
    private boolean handler(JsonNode body, HttpServletRequest request) {
        try {
            var address = URI.create(body.path("address").asText());
            var host = Objects.requireNonNullElse(address.getHost(), "");
            return (LOOPBACK.contains(host) || host.equals(request.getServerName()))
                    && catcher.handler(
                            body.path("provider").asText(),
                            address,
                            body.path("secret").asText());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void messages(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (String.valueOf(catcher.messages().revision()).equals(request.getParameter("after"))) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        json(response, MessagePage.of(catcher));
    }

    private static void json(HttpServletResponse response, Object answer) throws IOException {
        response.setContentType("application/json; charset=utf-8");
        response.getOutputStream().write(JSON.writeValueAsBytes(answer));
    }

    private static void file(String name, HttpServletResponse response) throws IOException {
        response.setContentType(TYPES.get(name.substring(name.lastIndexOf('.') + 1)) + "; charset=utf-8");
        try (InputStream file =
                Objects.requireNonNull(MessageServlet.class.getResourceAsStream("/page/" + name), name)) {
            file.transferTo(response.getOutputStream());
        }
    }

    /** Another site's page can send neither JSON nor a request that the browser calls of the same origin. */
    private static boolean isForeign(HttpServletRequest request) {
        var type = Objects.requireNonNullElse(request.getContentType(), "");
        var site = Objects.requireNonNullElse(request.getHeader("Sec-Fetch-Site"), "same-origin");
        return !type.startsWith("application/json") || !site.equals("same-origin");
    }
}
