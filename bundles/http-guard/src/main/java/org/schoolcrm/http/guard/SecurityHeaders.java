package org.schoolcrm.http.guard;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;

/** The strictest headers for every answer (H12); a page that needs more says so itself, and overwrites them. */
final class SecurityHeaders {

    private SecurityHeaders() {}

    static void put(Request request, Response response) {
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
