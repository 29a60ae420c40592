package org.schoolcrm.mailing.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.ChatBinding;

/** Which chats customers have bound, and the links by which they do. Implemented by {@code persistence}. */
@ConsumerType
public interface ChatBindingStore {

    /** Of all these customers, in one query, the oldest first. */
    List<ChatBinding> of(BranchId branch, Collection<CustomerId> customers);

    Optional<ChatBinding> find(long id);

    /** The same chat once more changes nothing; whether it is new. */
    boolean bind(Invitation to, ProviderAccountId account, String chat, Instant at);

    /** Whether there was such a binding. */
    boolean end(long id);

    /** A chat has another number now: where it is bound, in messages that wait, and on the stop list. */
    void move(String channel, String from, String to);

    /** The chats that what each of the messages tells is sent to as well, each by a message of its own. */
    Map<Long, Set<String>> alsoSentTo(Collection<Long> messages);

    /** Keeps the hash of a new link's token. */
    void invite(Invitation invitation, String tokenHash, Instant expiresAt);

    /** Uses the link up; nothing if it is unknown, used, too old, or of another channel. Two at once: one of them. */
    Optional<Invitation> accept(String channel, String tokenHash, Instant at);

    /** Drops links that have expired before that time. */
    void forgetInvitations(Instant expiredBefore);

    /** Whose chat a link binds, and in which channel. */
    record Invitation(BranchId branch, CustomerId customer, String channel) {}
}
