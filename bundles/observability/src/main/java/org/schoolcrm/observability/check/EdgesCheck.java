package org.schoolcrm.observability.check;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.ServiceReference;

/** Whether the servlets are there that payers, banks, staff and integrators call. */
public final class EdgesCheck extends Check {

    static final String NAME = "osgi.http.whiteboard.servlet.name";

    private final List<ServiceReference<?>> servlets;
    private final String expected;

    /**
     * Over a list that follows the servlets.
     *
     * @param expected their names, between commas
     */
    public EdgesCheck(List<ServiceReference<?>> servlets, String expected) {
        super(Result.Status.CRITICAL);
        this.servlets = servlets;
        this.expected = expected;
    }

    @Override
    void look(FormattingResultLog log) {
        var present = servlets.stream()
                .map(servlet -> Objects.toString(servlet.getProperty(NAME), ""))
                .collect(Collectors.toSet());
        for (var edge : Names.in(expected)) {
            if (present.contains(edge)) {
                log.info("{} is there", edge);
            } else {
                log.critical("{} is not there", edge);
            }
        }
    }
}
