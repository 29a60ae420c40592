package org.schoolcrm.mailing.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.MessageFilter;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.OutboxMessage;
import org.schoolcrm.mailing.api.Suppression;

/** The outbox as operators look at it. Implemented by {@code persistence}. */
@ConsumerType
public interface MessageRegister {

    List<OutboxMessage> list(MessageFilter filter, long before, int limit);

    Optional<OutboxMessage> find(long id);

    /** Puts the message on its way as if it had never been tried, if it is in one of those states. */
    boolean requeue(long id, Set<MessageState> from, String detail);

    /** Cancels the message if it is in one of those states. */
    boolean cancel(long id, Set<MessageState> from, String detail);

    /** Of the branch and of the whole school, newest first. */
    List<Suppression> suppressions(BranchId branch, int offset, int limit);

    /** Those entries of the list, for the branch or the whole school, that hold back one of the addresses. */
    List<Suppression> suppressions(BranchId branch, String channel, Collection<String> addresses);

    /** Takes off the list what stands there in one of the spellings (in small letters); whether anything did. */
    boolean unsuppress(BranchId branch, String channel, Set<String> spellings);

    /** Requeues the messages to one of the spellings that the list had suppressed; how many. */
    int requeueSuppressed(BranchId branch, String channel, Set<String> spellings);

    List<Load> loads();

    /** The account's messages that were written since then, by state. */
    Map<MessageState, Long> countsOf(ProviderAccountId account, Instant since);

    /** What a channel has had and has to do. */
    record Load(
            String channel,
            Map<MessageState, Long> messages,
            @Nullable Instant oldestWaiting) {}
}
