package org.schoolcrm.channel.spi;

import org.osgi.annotation.versioning.ProviderType;

/** What a channel tells its caller while it sends. */
@ProviderType
public interface SendContext {

    /**
     * From here on the message may have been sent: the caller commits that before it returns. A channel that is told
     * no gives up with {@link SendOutcome#leaseLost}, because somebody else has the message by now.
     */
    boolean beforeWire();

    /**
     * The provider refused the message because its recipient has another address now, as {@link
     * InboundMessage.Kind#MOVED} would tell it. The sending ends as retryable, so that the next try is composed for
     * that address.
     */
    default void moved(String address) {}
}
