package org.schoolcrm.acquiring.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.runtime.api.Actor;

/** What banks have sent, as it was kept before it took effect. */
@ProviderType
public interface ReceivedWebhooks {

    /** Newest first. */
    List<Call> recent(BranchId branch, int limit);

    /**
     * Lets a call take effect once more as soon as its adapter is there. Safe, because each bank operation is entered
     * once.
     *
     * @return whether there is such a call
     */
    boolean replay(long id, Actor actor);

    /** One call, without what it said. */
    record Call(
            long id,
            String account,
            String provider,
            State state,
            Instant receivedAt,
            @Nullable Instant doneAt) {}

    /** What has become of a call. */
    enum State {
        /** Its adapter was absent, or it is to be replayed. */
        WAITING,
        PROCESSED,
        /** It turned out to be forged. */
        REJECTED
    }
}
