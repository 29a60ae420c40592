package org.schoolcrm.mailing.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.runtime.api.Actor;

/**
 * Messages and channels as operators look after them.
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of a {@link MailingProblem}.
 */
@ProviderType
public interface Messages {

    /** Newest first, those before that id; zero begins. */
    List<OutboxMessage> list(MessageFilter filter, long before, int limit);

    Optional<OutboxMessage> find(long id);

    /** What each of the messages waits for; those that are not under way are left out. */
    Map<Long, OutboxMessage.Wait> waits(List<OutboxMessage> messages);

    /** Everything that the provider reported about the message, in the order of the events. */
    List<ReceivedReceipt> receipts(long id);

    /** What the providers of the branch's accounts, and of the whole school's, reported about no message of ours. */
    List<ReceivedReceipt> unmatchedReceipts(BranchId branch, int limit);

    /** What the customer wrote or did in channels, newest first, what came before that id; zero begins. */
    List<InboundText> inbound(BranchId branch, CustomerId customer, long before, int limit);

    /**
     * Puts a message that ended badly on its way once more. For an uncertain one that is a person's decision: it may
     * arrive twice.
     */
    OutboxMessage sendAgain(long id, Actor actor);

    /** Ends a message that waits before it is sent. */
    OutboxMessage cancel(long id, Actor actor);

    /** Addresses that are not written to from the branch, those of the whole school among them; newest first. */
    List<Suppression> suppressions(BranchId branch, int offset, int limit);

    void suppress(BranchId branch, String channel, String address, String why, Actor actor);

    /** Takes the address off the list and requeues the messages that it had suppressed; how many. */
    int unsuppress(BranchId branch, String channel, String address, Actor actor);

    /** Every channel that is installed or that messages were written for. */
    List<ChannelHealth> channels();

    /** Lifts the pause of a channel. */
    void release(BranchId branch, String channel, Actor actor);
}
