package org.schoolcrm.observability.check;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.blueprint.container.ServiceUnavailableException;

/**
 * Looks at one thing. It outlives what it looks at: a part that is away is found to be away, while a check of its own would
 * leave with it and be missed by nobody.
 */
abstract class Check implements HealthCheck {

    private final Result.Status whileAway;

    /** Of something that a node cannot do without, or can. */
    Check(Result.Status whileAway) {
        this.whileAway = whileAway;
    }

    @Override
    public final Result execute() {
        var log = new FormattingResultLog();
        try {
            look(log);
            return new Result(log);
        } catch (ServiceUnavailableException e) {
            return new Result(whileAway, "Not running: " + e.getFilter());
        }
    }

    /** Says at least one thing; the worst of what is said is the result. */
    abstract void look(FormattingResultLog log);
}
