package org.schoolcrm.http.guard;

import java.io.IOException;
import java.time.Duration;
import javax.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** The first thing after the wire: headers for every answer, limits for every request (D1, D4, D22, D23). */
final class GuardValve extends ValveBase {

    private static final String LOGIN = "login";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Rates rates;
    private volatile GuardSettings settings;

    GuardValve(GuardSettings settings, Rates rates) {
        super(true);
        this.settings = settings;
        this.rates = rates;
    }

    void change(GuardSettings to) {
        settings = to;
        rates.forget();
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var now = settings;
        var kind = now.kindOf(String.valueOf(request.getRequestURI()));
        request.setNote(Refusals.KIND, kind);
        var client = Clients.of(String.valueOf(request.getRemoteAddr()));
        SecurityHeaders.put(request, response);
        if (response.isError()) {
            // the connector has refused it already; nothing of it can be relied on
            getNext().invoke(request, response);
            return;
        }
        if (isFaultilyFramed(request)) {
            Refusals.answer(request, response, 400);
            return;
        }
        int often = now.perMinute().getOrDefault(kind, kind.perMinute());
        var wait = rates.take(kind.key(), client, often, MINUTE);
        boolean proves = provesWho(request, kind);
        if (wait.isZero() && proves) {
            wait = rates.take(LOGIN + " failed", client, now.failures(), now.window());
        }
        if (!wait.isZero()) {
            Refusals.tooMany(request, response, wait);
            return;
        }
        if (request.getContentLengthLong() > now.bytes(kind)) {
            Refusals.tooLarge(request, response);
            return;
        }
        if (Parts.isAway(request, kind, now)) {
            Refusals.away(request, response);
            return;
        }
        handOn(request, response, kind, now);
        if (proves && !failed(response)) {
            rates.giveBack(LOGIN + " failed", client, now.failures(), now.window());
        }
    }

    private void handOn(Request request, Response response, Kind kind, GuardSettings now)
            throws IOException, ServletException {
        var body = meter(request);
        body.begin(now.bytes(kind), now.upload());
        getNext().invoke(request, response);
        if (body.exceeded() && !response.isCommitted()) {
            response.resetBuffer(true);
            Refusals.tooLarge(request, response);
        } else if (Parts.hasNoService(response, kind)) {
            if (now.services().match(request.getRequestURI())) {
                Refusals.away(request, response);
            } else {
                Refusals.notFound(request, response);
            }
        }
    }

    /** RFC 9112 6.1: what is older than chunks must not be sent in chunks; a front end may not see them. */
    private static boolean isFaultilyFramed(Request request) {
        return !"HTTP/1.1".equals(request.getProtocol()) && request.getHeader("Transfer-Encoding") != null;
    }

    /** A password is at stake; a session's token is too long to be guessed. */
    private static boolean provesWho(Request request, Kind kind) {
        return (kind == Kind.LOGIN && request.getMethod().equals("POST")) || request.getHeader("Authorization") != null;
    }

    private static boolean failed(Response response) {
        return response.getStatus() == 401 || response.getStatus() == 403;
    }

    private static MeteredBody meter(Request request) {
        var wire = request.getCoyoteRequest();
        if (wire.getInputBuffer() instanceof MeteredBody present) {
            return present;
        }
        var meter = new MeteredBody(wire.getInputBuffer());
        wire.setInputBuffer(meter);
        return meter;
    }
}
