package org.schoolcrm.mailing.api;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.runtime.api.Actor;

/**
 * The chats in messengers to which customers have what the school writes sent, and the links by which they bind them.
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of a {@link MailingProblem}.
 */
@ProviderType
public interface ChatBindings {

    /** The messengers in which the branch can be written to just now, such as {@code telegram}. */
    List<String> channels(BranchId branch);

    /** The oldest first. */
    List<BoundChat> of(BranchId branch, CustomerId customer);

    Optional<ChatBinding> find(long id);

    /** A link for a member of staff to hand on; whoever opens it first has bound his chat to the customer. */
    Invitation invite(BranchId branch, CustomerId customer, String channel, Actor actor);

    /** A link for somebody who holds an invoice of the customer and opens it at once; nothing where no bot is there. */
    Optional<URI> inviteHolder(BranchId branch, CustomerId customer, String channel);

    /** What the school writes to the customer does not go to that chat any more. */
    void end(long id, Actor actor);

    /**
     * A chat as it stands on the customer's card.
     *
     * @param refused whether nothing goes there, because it is on the stop list
     */
    record BoundChat(ChatBinding binding, boolean refused) {}

    /** A link that can be used once, until then. */
    record Invitation(String channel, URI link, Instant until) {

        /** Whoever knows the link may use it: it never reaches a log. */
        @Override
        public String toString() {
            return "Invitation[" + channel + " " + until + "]";
        }
    }
}
