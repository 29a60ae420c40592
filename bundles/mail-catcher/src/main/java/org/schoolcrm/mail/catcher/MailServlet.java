package org.schoolcrm.mail.catcher;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.owasp.encoder.Encode;

/** Shows what was caught at {@code /demo/mail}: a list, and each mail as text with links to click. */
public final class MailServlet extends HttpServlet {

    private static final int SHOWN = 200;
    private static final Pattern LINK = Pattern.compile("https?://[\\w./:?=&%~-]+");
    private static final String HEAD = """
            <!doctype html>
            <html lang="ru">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Пойманная почта</title>
              <style>
                body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; font: 16px/1.5 system-ui, sans-serif;
                       color: #1b2430 }
                h1 { font-size: 1.35rem }
                ul { padding: 0; list-style: none }
                li { border-bottom: 1px solid #e3e6ea }
                li a { display: block; padding: .6rem 0; color: inherit; text-decoration: none }
                li a:hover, li a:focus { background: #f0f4fa }
                small { display: block; color: #5b6675 }
                pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; padding: 1rem;
                      background: #f5f6f8; border-radius: .5rem }
              </style>
            </head>
            <body>
            """;

    private final transient MailCatcher catcher;

    public MailServlet(MailCatcher catcher) {
        this.catcher = catcher;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = request.getPathInfo() == null ? "" : request.getPathInfo().replace("/", "");
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'");
        if (path.isEmpty()) {
            response.getWriter().write(list());
            return;
        }
        var mail = path.matches("\\d{1,9}") ? catcher.find(Integer.parseInt(path)) : Optional.<CaughtMail>empty();
        if (mail.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.getWriter().write(one(mail.get()));
    }

    private String list() {
        var mails = catcher.newest(SHOWN);
        var rows = mails.stream()
                .map(mail -> "<li><a href=\"/demo/mail/" + mail.number() + "\">" + Encode.forHtml(mail.subject())
                        + "<small>" + Encode.forHtml(mail.to()) + "</small></a></li>")
                .collect(Collectors.joining("\n"));
        return HEAD + "<h1>Пойманная почта: " + catcher.count() + "</h1>"
                + (mails.isEmpty() ? "<p>Писем пока нет.</p>" : "<ul>" + rows + "</ul>") + "</body></html>";
    }

    private static String one(CaughtMail mail) {
        var text = LINK.matcher(Encode.forHtml(mail.text()))
                .replaceAll(link -> "<a href=\"" + link.group() + "\" rel=\"noopener\">" + link.group() + "</a>");
        return HEAD + "<p><a href=\"/demo/mail\">← Все письма</a></p><h1>" + Encode.forHtml(mail.subject())
                + "</h1><p>Кому: " + Encode.forHtml(mail.to()) + "</p><pre>" + text + "</pre></body></html>";
    }
}
