package org.schoolcrm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolcrm.runtime.spi.MeterListener;

/** Measuring changes nothing of what is measured. */
class MeterRelayTest {

    private final List<String> heard = new ArrayList<>();
    private final List<MeterListener> listeners = new ArrayList<>();
    private final MeterRelay meters = new MeterRelay(listeners);

    @Test
    void whoever_listens_is_told_and_nobody_has_to() {
        meters.count("crm.runs", "state", "started");
        listeners.add(new Listener());
        meters.count(3, "crm.invoices", "event", "issued");
        meters.time(Duration.ofMillis(5), "crm.http", "edge", "webhooks");

        assertThat(heard).containsExactly("3 crm.invoices [event, issued]", "PT0.005S crm.http [edge, webhooks]");
    }

    @Test
    void a_listener_that_breaks_harms_nobody() {
        listeners.add(new Listener() {
            @Override
            public void counted(long many, String what, List<String> labels) {
                throw new IllegalStateException("gone");
            }
        });

        assertThatCode(() -> meters.count("crm.runs", "state", "started")).doesNotThrowAnyException();
    }

    private class Listener implements MeterListener {

        @Override
        public void counted(long many, String what, List<String> labels) {
            heard.add(many + " " + what + " " + labels);
        }

        @Override
        public void timed(Duration took, String what, List<String> labels) {
            heard.add(took + " " + what + " " + labels);
        }
    }
}
