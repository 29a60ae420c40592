package org.schoolcrm.mailing.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.mailing.api.ChannelPause;

/** Which provider accounts are left alone, for all nodes. Implemented by {@code persistence}. */
@ConsumerType
public interface ChannelPauses {

    List<ChannelPause> all();

    Optional<ChannelPause> find(ProviderAccountId account);

    /**
     * Keeps the pause instead of the one before; an account that is paused already stays so since then. What a person
     * has stopped stays stopped.
     */
    void put(ChannelPause pause);

    /** Ends a pause that no person has ordered; whether there was one. */
    boolean lift(ProviderAccountId account);

    /** Ends whatever pause there is; whether there was one. */
    boolean release(ProviderAccountId account);
}
