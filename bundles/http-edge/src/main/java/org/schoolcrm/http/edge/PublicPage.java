package org.schoolcrm.pay.page;

import javax.servlet.http.HttpServletResponse;

/** Keeps the link out of caches, search engines, referrers and frames (D10, D11, D20). */
final class PageHeaders {

    private PageHeaders() {}

    static void set(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
                        + " frame-ancestors 'none'");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Robots-Tag", "noindex");
    }
}
