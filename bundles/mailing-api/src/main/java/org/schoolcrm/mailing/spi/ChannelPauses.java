package org.schoolcrm.mailing.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.mailing.api.ChannelPause;

/** Which channels are left alone, for all nodes. Implemented by {@code persistence}. */
@ConsumerType
public interface ChannelPauses {

    List<ChannelPause> all();

    Optional<ChannelPause> find(String channel);

    /** Keeps the pause instead of the one before; a channel that is paused already stays so since then. */
    void put(ChannelPause pause);

    boolean lift(String channel);
}
