package org.schoolcrm.runtime.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.osgi.annotation.versioning.ProviderType;

/** What time it is. The only source of the current time. */
@ProviderType
public interface Clock {

    /** Truncated to microseconds, which is what both databases keep. */
    Instant now();

    default LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(now(), zone);
    }
}
