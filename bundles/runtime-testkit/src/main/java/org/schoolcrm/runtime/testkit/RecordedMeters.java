package org.schoolcrm.runtime.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolcrm.runtime.api.Meters;

/** What was counted, to be looked at. */
public final class RecordedMeters implements Meters {

    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    /** By name and labels, such as {@code crm.runs state started}. */
    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    @Override
    public void count(long many, String what, String... labels) {
        counts.merge(what + " " + String.join(" ", labels), many, Long::sum);
    }

    @Override
    public void time(Duration took, String what, String... labels) {
        count(1, what, labels);
    }
}
