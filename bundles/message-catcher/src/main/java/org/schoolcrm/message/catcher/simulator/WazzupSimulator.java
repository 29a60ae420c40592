package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.message.catcher.simulator.Callbacks.Outcome;

/** Wazzup24, version 3: {@code /v3/message} with its protection against repetition, channels and webhooks. */
public final class WazzupSimulator extends Simulator {

    private static final Set<String> CHAT_TYPES = Set.of(
            "whatsapp",
            "wapi",
            "whatsgroup",
            "instagram",
            "telegram",
            "telegroup",
            "tgapi",
            "viber",
            "vk",
            "avito",
            "max");
    private static final List<Duration> RETRIES = Collections.nCopies(3, Duration.ofMinutes(1));
    private static final int LONGEST = 10_000;
    private static final int LONGEST_BUSINESS = 4_096;
    private static final int LONGEST_ADDRESS = 200;

    private final String apiKey;
    private final String channel;
    private final String transport;
    private final String crmKey;
    private final Set<String> references = ConcurrentHashMap.newKeySet();
    private volatile @Nullable URI webhook;
    private volatile ObjectNode subscriptions = Json.object();

    /**
     * A channel of an account.
     *
     * @param transport {@code whatsapp} for a personal number, {@code wapi} for the business API
     * @param crmKey goes with every webhook, empty when the account has none
     */
    public WazzupSimulator(
            String apiKey,
            String channel,
            String transport,
            String crmKey,
            CaughtMessages messages,
            Callbacks callbacks) {
        super("wazzup", messages, callbacks);
        this.apiKey = apiKey;
        this.channel = channel;
        this.transport = transport;
        this.crmKey = crmKey;
    }

    @Override
    public Set<MessageState> reportable() {
        return EnumSet.of(MessageState.DELIVERED, MessageState.READ, MessageState.UNDELIVERED, MessageState.NO_ACCOUNT);
    }

    @Override
    protected boolean sends(ProviderCall call) {
        return call.path().equals("/v3/message");
    }

    @Override
    protected ProviderAnswer answer(ProviderCall call) {
        if (!apiKey.equals(call.bearer())) {
            return error(401, "UNAUTHORIZED", "Invalid api key");
        }
        return switch (call.method() + " " + call.path()) {
            case "POST /v3/message" -> send(call);
            case "PATCH /v3/webhooks" -> subscribe(call);
            case "GET /v3/webhooks" ->
                ProviderAnswer.json(
                        200,
                        Json.object(
                                "webhooksUri",
                                webhook == null ? null : String.valueOf(webhook),
                                "subscriptions",
                                subscriptions));
            case "GET /v3/channels" ->
                ProviderAnswer.json(
                        200,
                        Json.array(Json.object(
                                "channelId",
                                channel,
                                "transport",
                                transport,
                                "plainId",
                                "79160000000",
                                "state",
                                "active")));
            default -> error(404, "NOT_FOUND", "Cannot " + call.method() + " " + call.path());
        };
    }

    private ProviderAnswer send(ProviderCall call) {
        if (!(call.json() instanceof ObjectNode body)) {
            return error(400, "INVALID_MESSAGE_DATA", "Body is not an object");
        }
        var text = body.path("text").asText();
        var type = body.path("chatType").asText();
        var chat = body.path("chatId").asText();
        var reference = body.path("crmMessageId").asText();
        if (body.path("channelId").asText().isEmpty() || !CHAT_TYPES.contains(type) || !isChat(type, chat)) {
            return error(400, "INVALID_MESSAGE_DATA", "channelId, chatType or chatId is wrong");
        }
        if (!body.path("channelId").asText().equals(channel)) {
            return error(400, "CHANNEL_NOT_FOUND", "Channel is not found");
        }
        if (text.isEmpty() == body.path("contentUri").asText().isEmpty()) {
            return text.isEmpty()
                    ? error(400, "MESSAGE_NOTHING_TO_SEND", "Nothing to send")
                    : error(400, "MESSAGE_ONLY_TEXT_OR_CONTENT", "Either text or contentUri");
        }
        if (text.length() > (transport.equals("wapi") ? LONGEST_BUSINESS : LONGEST)) {
            return error(400, "MESSAGE_TEXT_TOO_LONG", "Text is too long");
        }
        if (references.contains(reference)) {
            return error(400, "repeatedCrmMessageId", "You have already sent message with the same crmMessageId");
        }
        var refusal = call.refusal();
        if (refusal != null) {
            return refused(refusal);
        }
        if (!reference.isEmpty() && !references.add(reference)) {
            return error(400, "repeatedCrmMessageId", "You have already sent message with the same crmMessageId");
        }
        var id = UUID.randomUUID().toString();
        messages().accept(new Route(provider(), channel, channel, chat), Content.plain(text), id, reference, null);
        return ProviderAnswer.json(201, Json.object("messageId", id, "chatId", chat));
    }

    private ProviderAnswer refused(Refusal refusal) {
        return switch (refusal.reason()) {
            case AUTH -> error(401, "UNAUTHORIZED", "Invalid api key");
            case NO_MONEY -> error(400, "CHANNEL_NO_MONEY", "Channel is not paid");
            case ACCOUNT_BLOCKED -> error(400, "ERROR CODE", "CHANNEL_BLOCKED");
            case NO_ACCOUNT -> error(400, "BAD_CONTACT", "There is no such contact");
            case BLOCKED -> error(400, "CHATID_IGNORED", "Sending to this chat is blocked");
            case CONTENT_DENIED -> error(400, "SPAM", "The message is marked as spam");
            case THROTTLED -> error(429, "TOO_MANY_REQUESTS", "Too many requests");
            case UNAVAILABLE -> error(503, "UNKNOWN_ERROR", "Service is not available");
            case SENDER_DENIED, UNDELIVERABLE, DEACTIVATED, RECIPIENT_THROTTLED -> throw neverSays(refusal);
        };
    }

    /** The address is tried with {@code {"test":true}} before it is taken. */
    private ProviderAnswer subscribe(ProviderCall call) {
        var body = call.json();
        var address = body.path("webhooksUri").asText();
        if (address.isEmpty() || address.length() > LONGEST_ADDRESS || !address.matches("https?://\\S+")) {
            return error(400, "INVALID_WEBHOOKS_URI", "webhooksUri is wrong");
        }
        var uri = URI.create(address);
        var test = call(uri, headers(), Json.write(Json.object("test", true)), List.of(), Simulator::is200);
        if (!test.join().answered()) {
            return error(400, "WEBHOOK_TEST_FAILED", "webhooksUri does not answer 200");
        }
        webhook = uri;
        if (body.path("subscriptions") instanceof ObjectNode wanted) {
            subscriptions = wanted;
        }
        return ProviderAnswer.json(200, Json.object("ok", true));
    }

    @Override
    protected CompletableFuture<Outcome> told(CaughtMessage message) {
        var last = message.history().get(message.history().size() - 1);
        var status = Json.object(
                "messageId", message.id(),
                "timestamp", last.at().toString(),
                "status", status(last.state()));
        if (last.state() == MessageState.NO_ACCOUNT) {
            status.set("error", Json.object("error", "BAD_CONTACT", "description", "There is no such contact"));
        }
        if (last.state() == MessageState.UNDELIVERED) {
            status.set("error", Json.object("error", "UNKNOWN_ERROR", "description", "Message is not delivered"));
        }
        return post(Json.object("statuses", Json.array(status)));
    }

    @Override
    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> reply(String recipient, String text) {
        var id = UUID.randomUUID().toString();
        var reply = messages().reply(new Route(provider(), channel, channel, recipient), text, id);
        return post(Json.object(
                "messages",
                Json.array(Json.object(
                        "messageId",
                        id,
                        "channelId",
                        channel,
                        "chatType",
                        "whatsapp",
                        "chatId",
                        recipient,
                        "dateTime",
                        reply.receivedAt().toString(),
                        "type",
                        "text",
                        "status",
                        "inbound",
                        "text",
                        text,
                        "isEcho",
                        false,
                        "contact",
                        Json.object("name", recipient)))));
    }

    private CompletableFuture<Outcome> post(ObjectNode body) {
        return subscriptions.path("messagesAndStatuses").asBoolean()
                ? call(webhook, headers(), Json.write(body), RETRIES, Simulator::is200)
                : nobodyAsked();
    }

    private Map<String, String> headers() {
        var headers = new HashMap<>(Map.of("Content-Type", "application/json; charset=utf-8"));
        if (!crmKey.isEmpty()) {
            headers.put("Authorization", "Bearer " + crmKey);
        }
        return headers;
    }

    private static boolean isChat(String type, String chat) {
        return (type.equals("whatsapp") || type.equals("wapi")) ? chat.matches("\\d{10,15}") : !chat.isEmpty();
    }

    private static String status(MessageState state) {
        return switch (state) {
            case ACCEPTED, REPLY -> "sent";
            case DELIVERED -> "delivered";
            case READ -> "read";
            case UNDELIVERED, BLOCKED, NO_ACCOUNT -> "error";
        };
    }

    private static ProviderAnswer error(int status, String error, String description) {
        return ProviderAnswer.json(
                status, Json.object("error", error, "description", description, "data", Json.object()));
    }
}
