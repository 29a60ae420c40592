package org.schoolcrm.mailing.spi;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.channel.spi.ProviderAccountId;

/**
 * The way of messages from one station to the next, which each message carries with it. A message goes on at most once,
 * and never while it may have been delivered, or the same message to another address of the customer. Implemented by
 * {@code persistence}.
 */
@ConsumerType
public interface MessageRoutes {

    /**
     * From now on the message is due to go on, because it has surely failed; nothing if no station is before it.
     *
     * @param unreachable whether there is no such recipient in its channel
     */
    void fail(long message, boolean unreachable);

    /**
     * Adds the messages of the next stations to the outbox: for those that failed, and for those that a provider has had
     * for longer than a delivery is waited for. Only one caller at a time.
     *
     * @param telling accounts whose providers report deliveries; of others' messages nothing is waited for
     * @return how many were due, at most the limit
     */
    int goOn(Set<ProviderAccountId> telling, int limit);

    /** Cancels what waits to be sent in place of a message that was delivered after all; how many. */
    int cancelFollowers(long message, String detail);
}
