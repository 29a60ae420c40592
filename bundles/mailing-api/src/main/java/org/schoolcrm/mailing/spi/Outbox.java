package org.schoolcrm.mailing.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.MessageState;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.TemplateId;

/**
 * Messages on their way, one row each (protocols/channels.md 4.3). Every change of a claimed message carries the fence
 * of its claim: whoever lost the claim changes nothing. Implemented by {@code persistence}.
 */
@ConsumerType
public interface Outbox {

    /** New messages, written in one batch, in the transaction that creates what they are about. */
    void addAll(List<NewMessage> messages);

    /**
     * Gives due messages of the channel to a dispatcher until the lease ends, by the database's clock; no message to
     * two dispatchers.
     */
    List<ClaimedMessage> claim(String channel, String dispatcher, Duration lease, int limit);

    /** Keeps the exact bytes of a claimed message. */
    boolean keepComposed(long id, long fence, ComposedMessage message);

    /** From here on the message may have been sent. */
    boolean markOnWire(long id, long fence);

    /** Ends a claim; {@code notBefore} is when a message that waits is due again. */
    boolean complete(
            long id,
            long fence,
            MessageState state,
            @Nullable String providerId,
            @Nullable Instant notBefore,
            String detail);

    /**
     * Takes up messages whose dispatcher has gone: what was not on the wire waits again, what was is uncertain unless
     * its channel dedupes.
     */
    int reap(Set<String> channelsThatDedupe);

    Map<MessageState, Long> count(RunId run);

    /**
     * A message to be sent.
     *
     * @param dedupKey one message per key for ever
     * @param values what fills the template's tags, by tag, frozen now
     */
    record NewMessage(
            BranchId branch,
            @Nullable RunId run,
            CustomerId customer,
            AccountId account,
            String channel,
            String address,
            String dedupKey,
            TemplateId template,
            int templateVersion,
            Map<String, String> values,
            Instant notBefore) {}

    /**
     * A message in a dispatcher's hands, with the words of its template's version.
     *
     * @param composed its bytes, null until the first claim has composed them
     */
    record ClaimedMessage(
            long id,
            long fence,
            String channel,
            String address,
            String subject,
            String body,
            Map<String, String> values,
            @Nullable ComposedMessage composed,
            int attempts) {}
}
