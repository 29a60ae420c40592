package org.schoolcrm.mailing.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Ends messages to an address by the link that stands in each of them; whoever has the link may use it. */
@ProviderType
public interface Unsubscribing {

    /** The address that the link belongs to; nothing for a link that we never made. */
    Optional<Subscriber> find(String token);

    /** Puts the address on the stop list of its branch; once it is there, nothing changes. False for an unknown link. */
    boolean end(String token);

    /**
     * Whom the school writes to.
     *
     * @param school as recipients know it
     * @param address with its middle hidden, because links are handed on
     * @param ended whether the address is on the stop list
     */
    record Subscriber(String school, String address, boolean ended) {}
}
