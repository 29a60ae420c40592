package org.schoolcrm.channel.spi;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.money.Money;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.api.WebhookReply;

/**
 * A provider of messages, in our words. Keeps nothing but connections, never retries by itself and never throws for
 * what a provider or a network does: every end of a sending is a {@link SendOutcome}.
 */
@ConsumerType
public interface MessageChannel {

    /** The same for as long as the adapter is installed. */
    ChannelProfile profile();

    /** Names of the settings that cannot be used; no network is asked. */
    default List<String> problemsOf(Map<String, String> settings) {
        return profile().problemsOf(settings);
    }

    /** Tries the settings without sending anything. */
    ConnectionReport test(ProviderAccount account);

    /**
     * Makes the exact bytes that will be sent. Pure and offline, so that a preview is what is sent.
     *
     * @throws CompositionException if there are none, such as for an address that cannot be written to as it stands
     */
    ComposedMessage compose(ProviderAccount account, MessageDraft draft);

    /** Hands the message over. Calls {@link SendContext#beforeWire} before the first byte that could send it. */
    SendOutcome send(ProviderAccount account, SendRequest request, SendContext context);

    /**
     * What became of a message that was handed over and not answered for; only asked where the profile says
     * {@code CAN_BE_ASKED}. A provider that does not answer this either leaves it {@link MessageFate#UNKNOWN}.
     *
     * @param since when the message went on the wire
     */
    default MessageFate reconcile(ProviderAccount account, String reference, Instant since) {
        return MessageFate.UNKNOWN;
    }

    /** How fast the account may be written with. */
    default Pace pace(ProviderAccount account) {
        return profile().pace();
    }

    /** What is left in the account; only asked where the profile says {@code BALANCE}. */
    default Optional<Money> balance(ProviderAccount account) {
        return Optional.empty();
    }

    /** What is new of these messages; only asked where the profile says {@code STATUS_QUERY}. */
    default List<DeliveryReceipt> poll(ProviderAccount account, List<AcceptedMessage> messages) {
        return List.of();
    }

    /** Whether the account sends only texts that its provider has approved. */
    default boolean needsApproval(ProviderAccount account) {
        return profile().can(ChannelProfile.Capability.APPROVED_TEMPLATES);
    }

    /** Has the provider look at a template, or asks what it says of it; only where {@link #needsApproval}. */
    default Approval approve(ProviderAccount account, TemplateText template) {
        return Approval.NOT_NEEDED;
    }

    /** Tells the provider where to call, each time that the account is saved and once a day; says what came of it. */
    default ConnectionReport register(ProviderAccount account, URI callback) {
        return new ConnectionReport(ConnectionReport.Verdict.NOT_OFFERED, "");
    }

    /**
     * News that wait at the provider, for accounts whose provider has no address to call; waits a little for some to
     * come. Asked by one node at a time.
     *
     * @param cursor of the last answer, empty at first
     */
    default FetchedNews fetch(ProviderAccount account, String cursor) {
        return FetchedNews.NOT_OFFERED;
    }

    /**
     * Where people open a chat with the account; only for channels that write to chats. The token comes back with
     * {@link InboundMessage.Kind#START}.
     *
     * @param token 1 to 64 letters, digits, hyphens and underscores
     */
    default Optional<URI> invitation(ProviderAccount account, String token) {
        return Optional.empty();
    }

    /** Whether a call comes from the provider; what only {@code NEEDS_QUERY} tells nothing. */
    default Verification verify(ProviderAccount account, RawWebhook call) {
        return Verification.REJECTED;
    }

    /** What a verified call tells; what cannot be read tells nothing. */
    default ChannelNews parse(ProviderAccount account, RawWebhook call) {
        return ChannelNews.NONE;
    }

    /** The answer to a call whose news are kept, or that was refused; to the letter. */
    default WebhookReply acknowledge(ProviderAccount account, RawWebhook call, Verification verification) {
        return verification == Verification.REJECTED
                ? WebhookReply.text(403, "Forbidden")
                : WebhookReply.text(200, "OK");
    }
}
