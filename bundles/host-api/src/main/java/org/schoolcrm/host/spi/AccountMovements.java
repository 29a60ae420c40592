package org.schoolcrm.host.spi;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** What has moved on customers' accounts: what forecasts are held against afterwards. */
@ConsumerType
public interface AccountMovements {

    /** Every movement of the accounts of these customers after the instant, oldest first; a page at once. */
    List<Movement> since(BranchId branch, Set<CustomerId> customers, Instant after);
}
