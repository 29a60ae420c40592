package org.schoolcrm.channel.spi;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.provider.api.RawWebhook;

/**
 * Calls of providers of messages, kept before they are acknowledged, so that nothing is lost while nobody can read them.
 * Implemented by {@code persistence}.
 */
@ConsumerType
public interface ProviderCallStore {

    /**
     * Keeps a call, once for each key; whether it was new.
     *
     * @param key names what the call tells, the same however often it is told
     * @param verified whether its adapter said that it is genuine; otherwise that is still to be found out
     */
    boolean keep(ProviderAccountId account, String key, RawWebhook call, boolean verified);

    /** Calls of those accounts that nobody has read yet, oldest first. */
    List<KeptCall> waiting(Set<ProviderAccountId> accounts, int limit);

    /** The call needs nobody any more. */
    void done(long id, State state);

    /** Deletes calls that are older than that and have been read or refused. */
    void forget(Duration age);

    /** A call, exactly as it arrived. */
    record KeptCall(long id, ProviderAccountId account, boolean verified, RawWebhook call) {}

    /** What has become of a call. */
    enum State {
        /** Nobody has read it yet. */
        WAITING,
        /** What it tells is known. */
        READ,
        /** It did not come from the provider. */
        REFUSED,
        /** It is genuine, and its adapter breaks on it. */
        UNREADABLE
    }
}
