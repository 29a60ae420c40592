package org.schoolcrm.rest.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.servlet.http.Cookie;
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
import org.schoolcrm.rest.http.Json;
import org.schoolcrm.rest.mailing.RunResource;

/** Tells a page, at {@code /crm/events?run=17}, how a run goes on until it is over. */
public final class EventServlet extends HttpServlet {

    private static final ObjectMapper JSON = Json.mapper();

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
            var caller = callers.whoIs(facts(request));
            var asked = Objects.requireNonNullElse(request.getParameter("run"), "");
            var run = asked.matches("\\d{1,18}") ? runs.find(RunId.fromString(asked)) : Optional.<MailingRun>empty();
            if (caller.isEmpty()) {
                response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            } else if (run.isEmpty()
                    || !caller.get().may(Permission.MAILING_READ, run.get().branch())) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                var id = run.get().id();
                streams.open(request, response, () -> step(id));
            }
        } catch (ServiceUnavailableException e) {
            response.setHeader("Retry-After", "10");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private EventStreams.Step step(RunId run) throws IOException {
        var progress = runs.progress(run);
        var json = JSON.writeValueAsString(RunResource.ProgressView.of(progress));
        return new EventStreams.Step(json, progress.run().isOver());
    }

    private static RequestFacts facts(HttpServletRequest request) {
        Map<String, String> cookies = new HashMap<>();
        var sent = request.getCookies() == null ? Stream.<Cookie>of() : Arrays.stream(request.getCookies());
        sent.forEach(cookie -> cookies.putIfAbsent(cookie.getName(), cookie.getValue()));
        return new RequestFacts(cookies, Objects.requireNonNullElse(request.getHeader("Authorization"), ""));
    }
}
