package org.schoolcrm.http.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/** The page that says that a part is away, for people; it loads nothing. */
final class AwayPage {

    /** A path of this site: no other host can be named, and nothing in it has to be escaped. */
    private static final Pattern BACK = Pattern.compile("(?:^|&)back=((?:/[A-Za-z0-9_-]+)+)(?=&|$)");

    private static final String PAGE = """
            <!doctype html>
            <html lang="%s">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>%2$s</title>
              <link rel="icon" href="data:,">
              <style>
                :root { color-scheme: light dark; --ground: #f3f5f8; --paper: #fff; --ink: #1b2430; --line: #e3e6ea; --accent: #1f5fbf }
                @media (prefers-color-scheme: dark) {
                  :root { --ground: #0f1216; --paper: #171b21; --ink: #e7ebf1; --line: #2a313b; --accent: #8ab8ff }
                }
                body { margin: 0; padding: 1rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground) }
                main { max-width: 28rem; margin: 8vh auto; padding: 1.5rem; background: var(--paper);
                       border: 1px solid var(--line); border-radius: .9rem }
                h1 { margin: 0; font-size: 1.2rem }
                a { display: inline-block; margin-right: 1.25rem; padding: .4rem 0; color: var(--accent) }
              </style>
            </head>
            <body><main>
              <h1>%2$s</h1>
              <p>%3$s</p>
              %4$s
            </main></body>
            </html>
            """;

    private AwayPage() {}

    /** What it says; all of it is ours and has nothing in it that would have to be escaped. */
    record Words(String language, String title, String detail, String back, String again) {}

    static void send(Request request, Response response, Words words) throws IOException {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("text/html; charset=utf-8");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'");
        var page = page(request.getMethod(), request.getQueryString(), words);
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
        response.finishResponse();
    }

    /** Only what was asked for by GET can be asked for again by a link. */
    static String page(String method, @Nullable String query, Words words) {
        var back = BACK.matcher(Objects.requireNonNullElse(query, ""));
        var links = (back.find() ? link(back.group(1), words.back()) : "")
                + (method.equals("GET") ? link("", words.again()) : "");
        return PAGE.formatted(words.language(), words.title(), words.detail(), links);
    }

    private static String link(String address, String text) {
        return "<a href=\"" + address + "\">" + text + "</a>";
    }
}
