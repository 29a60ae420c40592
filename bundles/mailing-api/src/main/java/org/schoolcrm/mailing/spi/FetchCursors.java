package org.schoolcrm.mailing.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.channel.spi.ProviderAccountId;

/** How far the news were fetched of providers that keep them until somebody asks. Implemented by {@code persistence}. */
@ConsumerType
public interface FetchCursors {

    /** What to ask with next; empty at first. */
    String of(ProviderAccountId account);

    void put(ProviderAccountId account, String cursor);
}
