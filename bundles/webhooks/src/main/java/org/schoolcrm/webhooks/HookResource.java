package org.schoolcrm.webhooks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import org.osgi.service.blueprint.container.ServiceUnavailableException;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives calls at an address that nobody can guess. Whoever is told to come later comes again. */
public abstract class HookResource {

    private static final Logger LOG = LoggerFactory.getLogger(HookResource.class);
    private static final Duration COME_BACK = Duration.ofSeconds(30);

    private final Clock clock;
    private final Meters meters;

    HookResource(Clock clock, Meters meters) {
        this.clock = clock;
        this.meters = meters;
    }

    /** What the caller hears, to the letter. */
    protected abstract WebhookReply receive(String provider, String key, RawWebhook webhook);

    @GET
    public Response get(@Context RawCall call) {
        return post(call);
    }

    @POST
    public Response post(@Context RawCall call) {
        if (!call.isOfAccount()) {
            return notFound();
        }
        if (call.isTooLarge()) {
            return answer(WebhookReply.text(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "Too large"));
        }
        var reply = replyTo(call.provider(), call.key(), call.webhook(clock.now()));
        count(call.provider(), reply.status());
        return answer(reply);
    }

    /** A provider that nobody knows is a stranger's invention. */
    private void count(String provider, int status) {
        boolean isKnown = status != HttpServletResponse.SC_NOT_FOUND;
        var outcome =
                status < 300 ? "accepted" : status == HttpServletResponse.SC_SERVICE_UNAVAILABLE ? "later" : "refused";
        meters.count("crm.webhooks", "provider", isKnown ? provider : "unknown", "outcome", outcome);
    }

    /** Nothing that goes wrong on our side may look like an acknowledgement. */
    private WebhookReply replyTo(String provider, String key, RawWebhook webhook) {
        try {
            return receive(provider, key, webhook);
        } catch (ServiceUnavailableException e) {
            return later();
        } catch (RuntimeException e) {
            LOG.error("A webhook of {} could not be received; it is asked to come again", provider, e);
            return later();
        }
    }

    static WebhookReply later() {
        return WebhookReply.later(COME_BACK);
    }

    static Response notFound() {
        return answer(WebhookReply.text(HttpServletResponse.SC_NOT_FOUND, "Not found"));
    }

    static Response notAllowed() {
        return respond(WebhookReply.text(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method not allowed"))
                .header(HttpHeaders.ALLOW, "GET, POST")
                .build();
    }

    static Response answer(WebhookReply reply) {
        return respond(reply).build();
    }

    private static Response.ResponseBuilder respond(WebhookReply reply) {
        var body = reply.body().getBytes(StandardCharsets.UTF_8);
        var retryAfter = reply.retryAfter();
        return Response.status(reply.status())
                .header(HttpHeaders.CONTENT_TYPE, reply.contentType() + "; charset=utf-8")
                .header(HttpHeaders.CONTENT_LENGTH, body.length)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.RETRY_AFTER, retryAfter == null ? null : retryAfter.toSeconds())
                .entity(body);
    }
}
