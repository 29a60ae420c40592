package org.schoolcrm.mailing.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.Consent;

/** What is known of customers' consents. Implemented by {@code persistence}. */
@ConsumerType
public interface ConsentStore {

    /** Of all these customers, in one query; unknown ones are absent. */
    List<Known> of(BranchId branch, Collection<CustomerId> customers);

    /** In place of what was known before; {@link Consent#UNKNOWN} forgets it. */
    void put(BranchId branch, Known consent);

    /** A consent that was given or withdrawn. */
    record Known(CustomerId customer, String channel, Consent consent, Instant since) {}
}
