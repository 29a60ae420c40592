package org.schoolcrm.host.demo.web;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.schoolcrm.event.stream.EventStreams;

/**
 * Tells open pages, at {@code /demo/events}, that bundles have come or gone; a page that has missed something hears the
 * present state when it connects again.
 */
public final class ContributionEvents extends HttpServlet {

    private final transient SessionCallers callers;
    private final transient EventStreams streams;

    public ContributionEvents(SessionCallers callers, EventStreams streams) {
        this.callers = callers;
        this.streams = streams;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var login = SessionCookie.facts(request);
        var caller = callers.whoIs(login);
        if (caller.isEmpty()) {
            response.setHeader("WWW-Authenticate", "Session");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            streams.open(request, response, login, caller.get(), "");
        }
    }
}
