package org.schoolcrm.acquiring.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.acquiring.api.ReceivedWebhooks;
import org.schoolcrm.host.spi.BranchId;

/** The inbox as people look at it. Implemented by {@code persistence}. */
@ConsumerType
public interface WebhookLog {

    /** Newest first. */
    List<ReceivedWebhooks.Call> recent(BranchId branch, int limit);

    /** Makes the call wait for its adapter as if it had just come; tells whose branch it is in. */
    Optional<BranchId> reopen(long id);
}
