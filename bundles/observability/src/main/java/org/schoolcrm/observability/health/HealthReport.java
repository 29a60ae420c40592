package org.schoolcrm.observability.health;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.felix.hc.api.Result.Status;

/** The answer to a question: as bad as the worst of what was found. */
public record HealthReport(HealthTag tag, Status status, List<Finding> findings) {

    /**
     * What one check has found.
     *
     * @param millis how long it took, or has been taking
     */
    public record Finding(String check, Status status, List<String> messages, long millis, Instant at) {

        public Finding {
            messages = List.copyOf(messages);
        }
    }

    public HealthReport {
        findings = List.copyOf(findings);
    }

    static HealthReport of(HealthTag tag, List<Finding> findings) {
        var worst = findings.stream()
                .map(Finding::status)
                .max(Comparator.naturalOrder())
                .orElse(tag == HealthTag.LIVE ? Status.OK : Status.CRITICAL);
        return new HealthReport(tag, worst, findings);
    }

    static HealthReport unknown(HealthTag tag) {
        return of(tag, List.of());
    }

    /** A warning is for people; a load balancer or a supervisor acts on what is worse. */
    public boolean isUp() {
        return status == Status.OK || status == Status.WARN;
    }
}
