package org.schoolcrm.host.spi;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Who is calling is the CRM's business: it knows its own logins. */
@ConsumerType
public interface Callers {

    /** Nobody when the request proves nobody's login. */
    Optional<Caller> whoIs(RequestFacts request);
}
