package org.schoolcrm.unsubscribe.page;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.blueprint.container.ServiceUnavailableException;
import org.schoolcrm.http.edge.PublicPage;
import org.schoolcrm.mailing.api.Unsubscribing;
import org.schoolcrm.problem.Words;

/**
 * Serves {@code /u/<token>}. A GET only asks, because mail programs open links to look at them; a POST ends the messages,
 * whether a person's button sends it or a mail program (RFC 8058), which neither logs in nor reads the answer.
 */
public final class UnsubscribeServlet extends HttpServlet {

    private static final Words WORDS = Words.of(UnsubscribeServlet.class);
    private static final String STYLE = "/style.css";
    private static final String COME_BACK_SECONDS = "10";

    private final transient Unsubscribing unsubscribing;
    private final transient PebbleEngine pages;

    public UnsubscribeServlet(Unsubscribing unsubscribing) {
        this.unsubscribing = unsubscribing;
        var loader = new ClasspathLoader(UnsubscribeServlet.class.getClassLoader());
        loader.setPrefix("unsubscribe");
        loader.setSuffix(".peb");
        this.pages =
                new PebbleEngine.Builder().loader(loader).autoEscaping(true).build();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PublicPage.protect(response);
        var path = Objects.requireNonNullElse(request.getPathInfo(), "");
        var page = new Page(PublicPage.language(request), path);
        if (path.equals(STYLE)) {
            sendStyle(response);
            return;
        }
        try {
            answer(request.getMethod(), path.substring(Math.min(1, path.length())), page, response);
        } catch (ServiceUnavailableException e) {
            response.setHeader("Retry-After", COME_BACK_SECONDS);
            send(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, page.says("later"));
        }
    }

    private void answer(String method, String token, Page page, HttpServletResponse response) throws IOException {
        var subscriber = unsubscribing.find(token);
        if (subscriber.isEmpty()) {
            send(response, HttpServletResponse.SC_NOT_FOUND, page.says("unknown"));
            return;
        }
        var who = subscriber.get();
        switch (method) {
            case "GET", "HEAD" ->
                send(response, HttpServletResponse.SC_OK, who.ended() ? page.ended(who) : page.asks(who));
            case "POST" -> {
                unsubscribing.end(token);
                send(response, HttpServletResponse.SC_OK, page.ended(who));
            }
            default -> {
                response.setHeader("Allow", "GET, HEAD, POST");
                send(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, page.asks(who));
            }
        }
    }

    private void send(HttpServletResponse response, int status, Page page) throws IOException {
        var html = new StringWriter();
        pages.getTemplate("page").evaluate(html, page.values);
        response.setStatus(status);
        response.setContentType("text/html; charset=utf-8");
        response.getWriter().write(html.toString());
    }

    private static void sendStyle(HttpServletResponse response) throws IOException {
        response.setContentType("text/css; charset=utf-8");
        response.setHeader("Cache-Control", "public, max-age=3600");
        try (InputStream file = UnsubscribeServlet.class.getResourceAsStream("/unsubscribe/style.css")) {
            Objects.requireNonNull(file).transferTo(response.getOutputStream());
        }
    }

    /** What the page says, in one language. */
    private static final class Page {

        private final Locale language;
        private final Map<String, Object> values = new HashMap<>();

        Page(Locale language, String path) {
            this.language = language;
            var other = language.equals(Locale.ENGLISH) ? "ru" : "en";
            values.putAll(Map.of("lang", language.getLanguage(), "other", other, "here", "/u" + path));
            values.put("language", word("language"));
        }

        Page asks(Unsubscribing.Subscriber who) {
            values.put("button", word("button"));
            return about(who).says("asks", who.address());
        }

        Page ended(Unsubscribing.Subscriber who) {
            return about(who).says("ended", who.address());
        }

        Page says(String key, Object... arguments) {
            values.put("title", word(key));
            values.put("detail", word(key + ".detail", arguments));
            return this;
        }

        private Page about(Unsubscribing.Subscriber who) {
            values.put("school", who.school());
            return this;
        }

        private String word(String key, Object... arguments) {
            return WORDS.in(language, key, List.of(arguments));
        }
    }
}
