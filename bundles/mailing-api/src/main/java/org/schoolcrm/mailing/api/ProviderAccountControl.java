package org.schoolcrm.mailing.api;

import java.util.Locale;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.runtime.api.Actor;

/**
 * Accounts with providers of messages at work. Offered as an OSGi service by {@code mailing-core}.
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of a
 * {@link org.schoolcrm.channel.api.ChannelProblem}, a {@link org.schoolcrm.provider.api.ProviderProblem} or a
 * {@link MailingProblem}.
 */
@ProviderType
public interface ProviderAccountControl {

    ProviderAccountHealth health(ProviderAccountId id);

    /** Sends nothing more until it is released; its messages wait, or go through the next account of the channel. */
    void pause(ProviderAccountId id, Actor actor);

    /** Lets an account go on that a person or its provider has stopped. */
    void release(ProviderAccountId id, Actor actor);

    /** Asks the provider now; nothing if it does not tell balances. */
    Optional<AccountBalance> askBalance(ProviderAccountId id);

    /** Hands a message to the provider that says that it is a trial; never more than once, and past the outbox. */
    SendOutcome tryOut(ProviderAccountId id, String address, Locale language, Actor actor);
}
