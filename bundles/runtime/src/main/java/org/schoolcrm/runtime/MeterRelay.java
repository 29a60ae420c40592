package org.schoolcrm.runtime;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.schoolcrm.runtime.api.Meters;
import org.schoolcrm.runtime.spi.MeterListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what is counted to those who listen, so that no capability knows whether or how it is measured. */
public final class MeterRelay implements Meters {

    private static final Logger LOG = LoggerFactory.getLogger(MeterRelay.class);

    private final List<MeterListener> listeners;

    /** Over a list that follows the listeners. */
    public MeterRelay(List<MeterListener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public void count(long many, String what, String... labels) {
        tell(listener -> listener.counted(many, what, List.of(labels)));
    }

    @Override
    public void time(Duration took, String what, String... labels) {
        tell(listener -> listener.timed(took, what, List.of(labels)));
    }

    /** A listener that breaks, or leaves at this moment, must not break the work that is measured. */
    private void tell(Consumer<MeterListener> news) {
        try {
            listeners.forEach(news);
        } catch (RuntimeException e) {
            LOG.debug("Something was not measured", e);
        }
    }
}
