package org.schoolcrm.observability.health;

import java.time.Duration;
import java.util.Locale;

/** What is asked: each check carries the words of the questions that it answers. */
public enum HealthTag {
    /** Whether the process can still help itself, whatever the database does; if not, it is started anew. */
    LIVE(Duration.ofSeconds(2)),
    /** Whether this node can serve; if not, requests go to another. */
    READY(Duration.ofSeconds(2)),
    /** Whether it has been ready once. */
    STARTUP(Duration.ofSeconds(2)),
    /** Whether the business is well, which no restart and no other node would change; if not, somebody is told. */
    BUSINESS(Duration.ofSeconds(10));

    private final Duration period;

    HealthTag(Duration period) {
        this.period = period;
    }

    Duration period() {
        return period;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
