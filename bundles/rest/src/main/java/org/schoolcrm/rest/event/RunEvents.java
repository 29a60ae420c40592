package org.schoolcrm.rest.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.schoolcrm.event.stream.EventSource;
import org.schoolcrm.host.spi.Permission;
import org.schoolcrm.mailing.api.MailingRuns;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.rest.http.Json;
import org.schoolcrm.rest.mailing.RunResource;

/** How runs go on, each asked for once however many pages show it. */
public final class RunEvents implements EventSource {

    private static final ObjectMapper JSON = Json.mapper();

    private final MailingRuns runs;

    public RunEvents(MailingRuns runs) {
        this.runs = runs;
    }

    @Override
    public Map<String, State> look(Set<String> topics) {
        Map<String, State> states = new HashMap<>();
        topics.forEach(topic -> states.put(topic, stateOf(RunId.fromString(topic))));
        return states;
    }

    private State stateOf(RunId id) {
        var progress = runs.progress(id);
        var run = progress.run();
        try {
            var json = JSON.writeValueAsString(RunResource.ProgressView.of(progress));
            return new State(json, caller -> caller.may(Permission.MAILING_READ, run.branch()), run.isOver());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Progress is always JSON", e);
        }
    }
}
