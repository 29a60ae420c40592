package org.schoolcrm.observability.http;

import org.schoolcrm.observability.health.HealthDocument;
import org.schoolcrm.observability.health.HealthMonitor;
import org.schoolcrm.observability.health.HealthTag;
import org.schoolcrm.observability.metrics.Metrics;

/** What stands at which address. */
public final class ManagementPages {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HealthMonitor health;
    private final Metrics metrics;

    public ManagementPages(HealthMonitor health, Metrics metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    /** With everything that is known: for operators. */
    Answer at(String path) {
        for (var tag : HealthTag.values()) {
            if (path.equals("/health/" + tag.word())) {
                var report = health.report(tag);
                return Answer.json(report.isUp() ? OK : UNAVAILABLE, HealthDocument.of(report));
            }
        }
        return path.equals("/metrics") ? Answer.metrics(metrics.scrape()) : Answer.NOT_FOUND;
    }

    /** For load balancers, where everybody can ask: whether, and nothing more. */
    Answer inPublicAt(String path) {
        if (!path.equals("/health/ready")) {
            return Answer.NOT_FOUND;
        }
        return health.report(HealthTag.READY).isUp()
                ? Answer.text(OK, "ready\n")
                : Answer.text(UNAVAILABLE, "not ready\n");
    }
}
