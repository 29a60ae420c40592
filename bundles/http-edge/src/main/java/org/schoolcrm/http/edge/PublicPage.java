package org.schoolcrm.http.edge;

import java.util.Locale;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** What pages have in common that people open by a link, without a login. */
public final class PublicPage {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");

    private PublicPage() {}

    /** Keeps the link out of caches, search engines, referrers and frames (D10, D11, D20). */
    public static void protect(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
                        + " frame-ancestors 'none'");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Robots-Tag", "noindex");
    }

    /** Russian, unless the reader chose English or asks for it and chose nothing. */
    public static Locale language(HttpServletRequest request) {
        var chosen = request.getParameter("lang");
        boolean english = chosen == null
                ? request.getHeader("Accept-Language") != null
                        && request.getLocale().getLanguage().equals("en")
                : chosen.equals("en");
        return english ? Locale.ENGLISH : RUSSIAN;
    }
}
