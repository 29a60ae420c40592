package org.schoolcrm.host.demo.web;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolcrm.event.stream.EventSource;

/** The state of all contributions, which everybody who is logged in may see. */
public final class ContributionState implements EventSource {

    private final Contributions contributions;

    public ContributionState(Contributions contributions) {
        this.contributions = contributions;
    }

    @Override
    public Map<String, State> look(Set<String> topics) {
        var state = new State(Long.toString(contributions.version()), caller -> true, false);
        return topics.stream().collect(Collectors.toMap(topic -> topic, topic -> state));
    }
}
