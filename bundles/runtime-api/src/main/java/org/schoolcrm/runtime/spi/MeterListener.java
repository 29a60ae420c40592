package org.schoolcrm.runtime.spi;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Is told whatever is counted and timed in this node. Offered as an OSGi service by who watches it; there may be none. */
@ConsumerType
public interface MeterListener {

    /** In the thread that works, so it has to be quick. */
    void counted(long many, String what, List<String> labels);

    void timed(Duration took, String what, List<String> labels);
}
