package org.schoolcrm.channel.testkit.scripted;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolcrm.channel.spi.AcceptedMessage;
import org.schoolcrm.channel.spi.ChannelNews;
import org.schoolcrm.channel.spi.ChannelProfile;
import org.schoolcrm.channel.spi.ChannelProfile.AddressKind;
import org.schoolcrm.channel.spi.ChannelProfile.Capability;
import org.schoolcrm.channel.spi.ChannelProfile.Encoding;
import org.schoolcrm.channel.spi.ChannelProfile.Idempotency;
import org.schoolcrm.channel.spi.ComposedMessage;
import org.schoolcrm.channel.spi.DeliveryReceipt;
import org.schoolcrm.channel.spi.FetchedNews;
import org.schoolcrm.channel.spi.InboundMessage;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.MessageDraft;
import org.schoolcrm.channel.spi.Pace;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.SendContext;
import org.schoolcrm.channel.spi.SendOutcome;
import org.schoolcrm.channel.spi.SendOutcome.Cause;
import org.schoolcrm.channel.spi.SendRequest;
import org.schoolcrm.provider.api.ConnectionReport;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.Verification;
import org.schoolcrm.provider.api.WebhookReply;

/**
 * A channel to a provider that accepts everything and tells more later, by calls and when asked. A call has the header
 * {@code x-secret: right} and an event a line: {@code receipt <event> <number> <kind>} or {@code inbound <event> <kind>
 * <address> <text>}; the word {@code broken} breaks the adapter.
 */
public final class TalkingChannel implements MessageChannel {

    private static final Set<Capability> ALL = Set.of(Capability.RECEIPTS, Capability.STATUS_QUERY, Capability.INBOUND);

    private final String provider;
    private final String channel;
    private final Set<Capability> capabilities;
    /** What is answered to a question, by the provider's number. */
    public final Map<String, DeliveryReceipt.Kind> answers = new HashMap<>();

    public final List<String> asked = new ArrayList<>();

    /** What waits to be fetched, by the cursor that it is asked with. */
    public final Map<String, FetchedNews> waiting = new HashMap<>();

    public TalkingChannel(String provider, String channel) {
        this(provider, channel, ALL);
    }

    public TalkingChannel(String provider, String channel, Set<Capability> capabilities) {
        this.provider = provider;
        this.channel = channel;
        this.capabilities = capabilities;
    }

    @Override
    public ChannelProfile profile() {
        return new ChannelProfile(
                provider,
                channel,
                "Сценарий",
                "Script",
                channel.equals("email") ? AddressKind.EMAIL : AddressKind.MOBILE_PHONE,
                Encoding.PLAIN,
                Idempotency.NONE,
                Pace.FREE,
                0,
                capabilities,
                List.of());
    }

    @Override
    public ConnectionReport test(ProviderAccount account) {
        return new ConnectionReport(ConnectionReport.Verdict.OK, "");
    }

    @Override
    public ComposedMessage compose(ProviderAccount account, MessageDraft draft) {
        return new ComposedMessage(draft.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SendOutcome send(ProviderAccount account, SendRequest request, SendContext context) {
        return context.beforeWire() ? SendOutcome.accepted("p-" + request.reference()) : SendOutcome.leaseLost();
    }

    @Override
    public Verification verify(ProviderAccount account, RawWebhook call) {
        return call.header("x-secret").filter("right"::equals).isPresent()
                ? Verification.VERIFIED
                : Verification.REJECTED;
    }

    @Override
    public ChannelNews parse(ProviderAccount account, RawWebhook call) {
        var receipts = lines(call, "receipt ").map(line -> receipt(line, call.receivedAt()));
        var inbound = lines(call, "inbound ").map(line -> inbound(line, call.receivedAt()));
        return new ChannelNews(receipts.toList(), inbound.toList());
    }

    private static Stream<String> lines(RawWebhook call, String kind) {
        if (call.text().contains("broken")) {
            throw new IllegalStateException("broken");
        }
        return call.text().lines().filter(line -> line.startsWith(kind)).map(line -> line.substring(kind.length()));
    }

    private static DeliveryReceipt receipt(String line, Instant at) {
        var words = line.split(" ", 3);
        return receipt(words[0], words[1], DeliveryReceipt.Kind.valueOf(words[2]), at);
    }

    private static DeliveryReceipt receipt(String event, String number, DeliveryReceipt.Kind kind, Instant at) {
        var cause = kind == DeliveryReceipt.Kind.UNDELIVERED ? Cause.ADDRESS : Cause.NONE;
        return new DeliveryReceipt(event, number, null, kind, cause, "as told", at);
    }

    private static InboundMessage inbound(String line, Instant at) {
        var words = line.split(" ", 4);
        return new InboundMessage(words[0], InboundMessage.Kind.valueOf(words[1]), words[2], words[3], at);
    }

    @Override
    public WebhookReply acknowledge(ProviderAccount account, RawWebhook call, Verification verification) {
        return verification == Verification.VERIFIED
                ? WebhookReply.text(200, "TAKEN")
                : WebhookReply.text(403, "Forbidden");
    }

    @Override
    public FetchedNews fetch(ProviderAccount account, String cursor) {
        return waiting.getOrDefault(cursor, FetchedNews.NOT_OFFERED);
    }

    @Override
    public List<DeliveryReceipt> poll(ProviderAccount account, List<AcceptedMessage> messages) {
        messages.forEach(message -> asked.add(message.providerId()));
        return messages.stream()
                .flatMap(message -> Optional.ofNullable(answers.get(message.providerId()))
                        .map(kind ->
                                receipt("asked " + message.providerId(), message.providerId(), kind, message.since()))
                        .stream())
                .toList();
    }
}
