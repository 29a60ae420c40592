package org.schoolcrm.mail.catcher;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.owasp.encoder.Encode;

/** The pages of the caught mail; they work without scripts. */
final class MailPages {

    private static final Pattern LINK = Pattern.compile("https?://[\\w./:?=&;%~#-]+[\\w/%~#-]");
    private static final String HEAD = """
            <!doctype html>
            <html lang="ru">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Пойманные письма</title>
              <link rel="icon" href="data:,">
              <style>
                :root { color-scheme: light dark; --paper: #fff; --ink: #1b2430; --quiet: #566172; --line: #e3e6ea;
                        --faint: #f5f6f8; --accent: #1f5fbf; --tint: #edf3fc }
                @media (prefers-color-scheme: dark) {
                  :root { --paper: #0f1216; --ink: #e7ebf1; --quiet: #a3aebd; --line: #2a313b;
                          --faint: #1e232b; --accent: #8ab8ff; --tint: #1c2940 }
                }
                body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; font: 16px/1.5 system-ui, sans-serif;
                       color: var(--ink); background: var(--paper) }
                h1 { font-size: 1.35rem; overflow-wrap: anywhere }
                a { color: var(--accent) }
                ul { padding: 0; list-style: none }
                li { border-bottom: 1px solid var(--line) }
                li a { display: block; padding: .6rem 0; color: inherit; text-decoration: none; overflow-wrap: anywhere }
                li a:hover, li a:focus { background: var(--tint) }
                small { display: block; color: var(--quiet) }
                nav { display: flex; gap: .25rem; border-bottom: 1px solid var(--line) }
                nav a { padding: .4rem .8rem; text-decoration: none; border-radius: .45rem .45rem 0 0 }
                nav a[aria-current] { font-weight: 600; background: var(--tint) }
                iframe { display: block; width: 100%; height: 70vh; border: 1px solid var(--line); border-top: 0;
                         background: #fff; color-scheme: light }
                pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; padding: 1rem;
                      background: var(--faint); border-radius: 0 0 .5rem .5rem }
                pre.source { font: .85rem/1.45 ui-monospace, monospace }
              </style>
            </head>
            <body>
            """;
    private static final String END = "</body></html>";

    /** Links of the mail open beside this page, and nothing but its own styles and inlined pictures is shown. */
    private static final String FRAME = "<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\""
            + " content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"><base target=\"_blank\">";

    private MailPages() {}

    static String list(List<CaughtMail> newest, int count) {
        var rows = newest.stream()
                .map(mail -> "<li><a href=\"/demo/mail/" + mail.number() + "\">" + Encode.forHtml(mail.subject())
                        + "<small>" + Encode.forHtml(mail.to()) + "</small></a></li>")
                .collect(Collectors.joining("\n"));
        return HEAD + "<h1>Пойманные письма: " + count + "</h1>"
                + (newest.isEmpty() ? "<p>Писем пока нет.</p>" : "<ul>" + rows + "</ul>") + END;
    }

    static String one(CaughtMail mail, MailView view) {
        var body = switch (view) {
            case LETTER -> mail.html().isEmpty() ? plain(mail) : frame(mail.html());
            case TEXT -> plain(mail);
            case SOURCE -> "<pre class=\"source\">" + Encode.forHtml(mail.source()) + "</pre>";
        };
        return HEAD + "<p><a href=\"/demo/mail\">← Все письма</a></p><h1>" + Encode.forHtml(mail.subject())
                + "</h1><p>Кому: " + Encode.forHtml(mail.to()) + "</p>" + tabs(mail, view) + body + END;
    }

    private static String tabs(CaughtMail mail, MailView shown) {
        return Arrays.stream(MailView.values())
                .map(view -> "<a href=\"" + view.addressOf(mail) + "\""
                        + (view == shown ? " aria-current=\"page\"" : "") + ">" + view.title() + "</a>")
                .collect(Collectors.joining("", "<nav aria-label=\"Вид письма\">", "</nav>"));
    }

    private static String frame(String html) {
        return "<iframe title=\"Письмо\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" srcdoc=\""
                + Encode.forHtmlAttribute(FRAME + html) + "\"></iframe>";
    }

    private static String plain(CaughtMail mail) {
        var text = LINK.matcher(Encode.forHtml(mail.text()))
                .replaceAll(link -> "<a href=\"" + link.group() + "\" target=\"_blank\" rel=\"noopener noreferrer\">"
                        + link.group() + "</a>");
        return "<pre>" + text + "</pre>";
    }
}
