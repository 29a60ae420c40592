package org.schoolcrm.http.guard;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletException;
import javax.servlet.http.MappingMatch;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** The first thing after the wire: headers for every answer, and the rules for every request (D1, D4, D22, D23). */
final class GuardValve extends ValveBase {

    private static final int DRAINED = 2 * 1024 * 1024;

    private final GuardRules rules;

    GuardValve(GuardRules rules) {
        super(true);
        this.rules = rules;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var call = call(request);
        var kind = rules.kindOf(call.path());
        request.setNote(Refusals.KIND, kind);
        SecurityHeaders.put(request, response);
        if (response.isError()) {
            // the connector has refused it already; nothing of it can be relied on
            getNext().invoke(request, response);
            return;
        }
        var body = rules.body(call);
        meter(request, body);
        var refusal = rules.refuse(call);
        if (refusal.isPresent()) {
            Refusals.answer(request, response, refusal.get(), !body.isComplete());
        } else {
            admit(request, response, call, kind, body);
            rules.answered(call, response.getStatus(), request.getAttribute(SecurityLog.USER) != null);
        }
        leaveUnread(request, response, body);
        SecurityLog.refused(call, kind, response.getStatus(), request);
    }

    private void admit(Request request, Response response, Call call, Kind kind, BodyBudget body)
            throws IOException, ServletException {
        if (rules.isAway(call.path(), servedAt(request))) {
            Refusals.away(request, response);
            return;
        }
        var tooMany = kind == Kind.EVENTS ? rules.openStream(call) : Optional.<Refusal>empty();
        if (tooMany.isPresent()) {
            Refusals.answer(request, response, tooMany.get(), false);
            return;
        }
        try {
            handOn(request, response, kind, body);
        } finally {
            if (kind == Kind.EVENTS) {
                whenOver(request, () -> rules.closeStream(call));
            }
        }
    }

    private void handOn(Request request, Response response, Kind kind, BodyBudget body)
            throws IOException, ServletException {
        getNext().invoke(request, response);
        if (body.refusal().isPresent() && !response.isCommitted()) {
            response.resetBuffer(true);
            Refusals.answer(request, response, body.refusal().get(), true);
        } else if (hasNoService(response, kind)) {
            Refusals.notFound(request, response);
        }
    }

    /**
     * Answers before the body is there, and reads what is left of one that is not huge, for nobody and in its time: a client that is still
     * sending would otherwise lose the answer. After anything else the connection ends; Tomcat would read on, as slowly as
     * the body comes, to find the next request behind it.
     */
    private static void leaveUnread(Request request, Response response, BodyBudget body) throws IOException {
        var wire = request.getCoyoteRequest();
        if (request.isAsync()
                || body.isComplete()
                || body.endsWith(wire.getInputBuffer().available())) {
            return;
        }
        response.finishResponse();
        boolean complete = body.endsWith(DRAINED)
                && request.getHeader("Expect") == null
                && wire.getInputBuffer() instanceof MeteredBody metered
                && metered.drain(DRAINED);
        if (!complete) {
            wire.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    /** A servlet of JAX-RS is there, but nothing behind it; the API itself never answers with a page. */
    private static boolean hasNoService(Response response, Kind kind) {
        return kind.isApi()
                && response.getStatus() == 404
                && !response.isCommitted()
                && !String.valueOf(response.getContentType()).contains("json");
    }

    /** The path of the servlet that was found, empty for the one that gets what is left. */
    private static String servedAt(Request request) {
        var mapping = request.getMappingData();
        return mapping.matchType == null || mapping.matchType == MappingMatch.DEFAULT
                ? ""
                : Objects.requireNonNullElse(mapping.wrapperPath.toString(), "");
    }

    private static Call call(Request request) {
        return new Call(
                String.valueOf(request.getMethod()),
                Objects.requireNonNullElse(request.getDecodedRequestURI(), ""),
                Clients.of(String.valueOf(request.getRemoteAddr())),
                length(request),
                request.getHeader("Transfer-Encoding") != null,
                !"HTTP/1.1".equals(request.getProtocol()),
                Call.Credentials.of(request.getHeader("Authorization")));
    }

    /** Unknown where a client names several; the connector has refused that already. */
    private static long length(Request request) {
        try {
            return request.getContentLengthLong();
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    private static void meter(Request request, BodyBudget body) {
        var wire = request.getCoyoteRequest();
        if (wire.getInputBuffer() instanceof MeteredBody present) {
            present.begin(body);
        } else {
            wire.setInputBuffer(new MeteredBody(wire.getInputBuffer(), body));
        }
    }

    private static void whenOver(Request request, Runnable work) {
        if (request.isAsync()) {
            request.getAsyncContextInternal().addListener(new AsyncListener() {
                @Override
                public void onComplete(AsyncEvent event) {
                    work.run();
                }

                @Override
                public void onTimeout(AsyncEvent event) {
                    // It completes after that.
                }

                @Override
                public void onError(AsyncEvent event) {
                    // It completes after that.
                }

                @Override
                public void onStartAsync(AsyncEvent event) {
                    // Streams start once.
                }
            });
        } else {
            work.run();
        }
    }
}
