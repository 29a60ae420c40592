package org.schoolcrm.webhooks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.blueprint.container.ServiceUnavailableException;
import org.schoolcrm.acquiring.api.Acquiring;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.acquiring.api.WebhookReply;
import org.schoolcrm.runtime.api.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears banks at {@code /hooks/<provider>/<merchant-key>[/<type>]}. A bank that is told no comes again. */
public final class WebhookServlet extends HttpServlet {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookServlet.class);
    private static final int LIMIT = 64 * 1024;
    private static final Duration COME_BACK = Duration.ofSeconds(30);

    private final transient Acquiring acquiring;
    private final transient Clock clock;

    public WebhookServlet(Acquiring acquiring, Clock clock) {
        this.acquiring = acquiring;
        this.clock = clock;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = Objects.requireNonNullElse(request.getPathInfo(), "").split("/", 5);
        if (path.length < 3 || path.length > 4) {
            answer(response, WebhookReply.text(HttpServletResponse.SC_NOT_FOUND, "Not found"));
            return;
        }
        if (!request.getMethod().equals("POST") && !request.getMethod().equals("GET")) {
            answer(response, WebhookReply.text(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method not allowed"));
            return;
        }
        var body = request.getInputStream().readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            answer(response, WebhookReply.text(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "Too large"));
            return;
        }
        answer(response, hear(path[1], path[2], raw(request, path.length == 4 ? path[3] : "", body)));
    }

    /** Nothing that goes wrong on our side may look like an acknowledgement. */
    private WebhookReply hear(String provider, String key, RawWebhook webhook) {
        try {
            return acquiring.receive(provider, key, webhook);
        } catch (ServiceUnavailableException e) {
            return WebhookReply.later(COME_BACK);
        } catch (RuntimeException e) {
            LOG.error("A call of {} could not be taken in; the bank is asked to come again", provider, e);
            return WebhookReply.later(COME_BACK);
        }
    }

    private RawWebhook raw(HttpServletRequest request, String type, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        Collections.list(request.getHeaderNames())
                .forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
        return new RawWebhook(
                request.getMethod(),
                type,
                Objects.requireNonNullElse(request.getQueryString(), ""),
                headers,
                body,
                request.getRemoteAddr(),
                clock.now());
    }

    private static void answer(HttpServletResponse response, WebhookReply reply) throws IOException {
        response.setStatus(reply.status());
        response.setContentType(reply.contentType() + "; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        var retryAfter = reply.retryAfter();
        if (retryAfter != null) {
            response.setHeader("Retry-After", Long.toString(retryAfter.toSeconds()));
        }
        response.getOutputStream().write(reply.body().getBytes(StandardCharsets.UTF_8));
    }
}
