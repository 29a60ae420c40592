package org.schoolcrm.event.stream;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.schoolcrm.host.spi.Caller;

/** Where event streams look: each beat asks once for everything that anybody watches. */
@FunctionalInterface
public interface EventSource {

    /** The present state of each topic; a topic that is missing is over. */
    Map<String, State> look(Set<String> topics);

    /**
     * What there is to see of a topic.
     *
     * @param readers who may see it; a stream ends when its caller no longer may
     * @param last whether nothing comes after this
     */
    record State(String data, Predicate<Caller> readers, boolean last) {}
}
