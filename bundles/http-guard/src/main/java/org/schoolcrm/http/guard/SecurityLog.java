package org.schoolcrm.http.guard;

import java.util.Set;
import org.apache.catalina.connector.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down who was refused what; addresses that are secrets themselves are left out. */
final class SecurityLog {

    /** The attribute in which an edge says whose request it is. */
    static final String USER = "crm.user";

    private static final Logger LOG = LoggerFactory.getLogger("org.schoolcrm.security");
    private static final Set<Integer> REFUSED = Set.of(401, 403, 429);

    private SecurityLog() {}

    static void refused(Call call, Kind kind, int status, Request request) {
        if (REFUSED.contains(status)) {
            var user = request.getAttribute(USER);
            LOG.info(
                    "refused {}: {} {} from {}, user {}",
                    status,
                    call.method(),
                    kind.hidesPath() ? kind.key() : call.path(),
                    call.client(),
                    user == null ? "-" : user);
        }
    }
}
