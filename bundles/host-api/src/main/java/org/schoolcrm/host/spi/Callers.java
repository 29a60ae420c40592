package org.schoolcrm.host.spi;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Who is calling is the CRM's business: it knows its own logins. */
@ConsumerType
public interface Callers {

    /** Nobody when the request proves nobody's login. */
    Optional<Caller> whoIs(RequestFacts request);

    /**
     * Whose logins still hold, of requests that go on for a long time. Asked every second for all open event streams
     * together, so it should be one query; being asked keeps no login alive.
     */
    default Map<RequestFacts, Caller> whoAre(Set<RequestFacts> requests) {
        Map<RequestFacts, Caller> callers = new HashMap<>();
        requests.forEach(request -> whoIs(request).ifPresent(caller -> callers.put(request, caller)));
        return callers;
    }

    /**
     * Somebody who is not asking at the moment, with what they may do now; nobody once they have left the CRM, which ends
     * the API tokens that they made, for good. An optional operation: a CRM that looks nobody up leaves it as it is.
     */
    default Optional<Caller> find(UserId user) {
        throw new UnsupportedOperationException("This CRM looks nobody up");
    }
}
