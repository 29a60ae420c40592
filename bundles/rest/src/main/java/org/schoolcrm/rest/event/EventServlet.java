package org.schoolcrm.rest.event;

import java.io.IOException;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.blueprint.container.ServiceUnavailableException;
import org.schoolcrm.event.stream.EventStreams;
import org.schoolcrm.host.spi.Callers;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.RunId;

/** Tells a page, at {@code /crm/events?run=17}, how a run goes on until it is over. */
public final class EventServlet extends HttpServlet {

    private final transient MailingRuns runs;
    private final transient Callers callers;
    private final transient EventStreams streams;

    public EventServlet(MailingRuns runs, Callers callers, EventStreams streams) {
        this.runs = runs;
        this.callers = callers;
        this.streams = streams;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            var login =
                    RequestFacts.of(Collections.list(request.getHeaders("Cookie")), request.getHeader("Authorization"));
            var caller = callers.whoIs(login);
            if (caller.isEmpty()) {
                response.setHeader("WWW-Authenticate", "Session");
                response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
                return;
            }
            var asked = Objects.requireNonNullElse(request.getParameter("run"), "");
            var run = asked.matches("\\d{1,18}") ? runs.find(RunId.fromString(asked)) : Optional.<MailingRun>empty();
            if (run.isEmpty()
                    || !caller.get().may(Permission.MAILING_READ, run.get().branch())) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                streams.open(
                        request, response, login, caller.get(), run.get().id().toString());
            }
        } catch (ServiceUnavailableException e) {
            response.setHeader("Retry-After", "10");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }
}
