package org.schoolcrm.http.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;

/** Answers of the container itself: a status and its name, nothing about what runs here. */
final class Refusals {

    /** The note of a request that says of which kind its address is. */
    static final String KIND = Kind.class.getName();

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(503, "Service Unavailable"));
    private static final int COME_BACK_SECONDS = 10;

    private Refusals() {}

    /** Closes the connection if a body is left on it. */
    static void answer(Request request, Response response, Refusal refusal, boolean close) throws IOException {
        if (close) {
            response.setHeader("Connection", "close");
        }
        if (refusal.retryAfter().isZero()) {
            answer(request, response, refusal.status());
            return;
        }
        long seconds = refusal.retryAfter().toSeconds() + 1;
        response.setHeader("Retry-After", Long.toString(seconds));
        answer(
                request,
                response,
                refusal.status(),
                "too-many",
                say(request, "many"),
                say(request, "many.detail", seconds));
    }

    static void away(Request request, Response response) throws IOException {
        response.reset();
        SecurityHeaders.put(request, response);
        response.setHeader("Retry-After", Integer.toString(COME_BACK_SECONDS));
        sayAway(request, response);
    }

    /** A person gets a page, with a way back where the address names one; a program gets what it expects. */
    private static void sayAway(Request request, Response response) throws IOException {
        var what = what(request);
        var title = say(request, what);
        var detail = say(request, what + ".detail");
        if (!isApi(request) && String.valueOf(request.getHeader("Accept")).contains("text/html")) {
            AwayPage.send(
                    request,
                    response,
                    new AwayPage.Words(
                            isEnglish(request) ? "en" : "ru",
                            title,
                            detail,
                            say(request, "absent.back"),
                            say(request, "absent.again")));
        } else {
            answer(request, response, 503, "not-running", title, detail);
        }
    }

    private static String what(Request request) {
        if (request.getNote(KIND) instanceof Kind kind) {
            return switch (kind) {
                case BANK -> "absent.bank";
                case PAY -> "absent.pay";
                case LOGIN, HOOKS, UPLOAD, EVENTS, API, OTHER -> "absent";
            };
        }
        return "absent";
    }

    static void notFound(Request request, Response response) throws IOException {
        response.reset();
        SecurityHeaders.put(request, response);
        answer(request, response, 404);
    }

    static void answer(Request request, Response response, int status) throws IOException {
        if (status == 503 && response.getHeader("Retry-After") != null) {
            sayAway(request, response);
            return;
        }
        answer(request, response, status, "", TITLES.getOrDefault(status, status < 500 ? "Refused" : "Error"), "");
    }

    private static void answer(Request request, Response response, int status, String code, String title, String detail)
            throws IOException {
        response.setStatus(status);
        boolean api = isApi(request);
        response.setContentType(api ? "application/problem+json; charset=utf-8" : "text/plain; charset=utf-8");
        var body = api ? problem(status, code, title, detail) : text(status, title, detail);
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        response.finishResponse();
    }

    private static boolean isApi(Request request) {
        return request.getNote(KIND) instanceof Kind kind && kind.isApi();
    }

    private static String text(int status, String title, String detail) {
        return status + " " + title + (detail.isEmpty() ? "" : ". " + detail) + "\n";
    }

    /** Every word is one of ours and has nothing in it that would have to be escaped. */
    private static String problem(int status, String code, String title, String detail) {
        var type = code.isEmpty() ? "about:blank" : "urn:problem:" + code;
        return """
                {"type":"%s","title":"%s","status":%d,"detail":"%s","code":"%s","fields":[]}""".formatted(type, title, status, detail.isEmpty() ? title : detail, code);
    }

    private static String say(Request request, String key, Object... arguments) {
        var words = ResourceBundle.getBundle(
                "org.schoolcrm.http.guard.messages",
                isEnglish(request) ? Locale.ENGLISH : Locale.ROOT,
                Refusals.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return MessageFormat.format(words.getString(key), arguments);
    }

    private static boolean isEnglish(Request request) {
        return request.getHeader("Accept-Language") != null
                && request.getLocale().getLanguage().equals("en");
    }
}
