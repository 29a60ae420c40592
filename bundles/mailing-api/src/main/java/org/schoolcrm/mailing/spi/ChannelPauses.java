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

    /** Keeps the pause instead of the one before; an account that is paused already stays so since then. */
    void put(ChannelPause pause);

    boolean lift(ProviderAccountId account);
}
