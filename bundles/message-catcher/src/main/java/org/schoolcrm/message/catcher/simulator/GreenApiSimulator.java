package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.schoolcrm.message.catcher.simulator.Callbacks.Outcome;

/** Green-API: one instance with sending, settings, its state, checking numbers, and webhooks. */
public final class GreenApiSimulator extends Simulator {

    private static final int LONGEST = 20_000;
    private static final List<Duration> RETRIES = Collections.nCopies(5, Duration.ofMinutes(1));

    private final long instance;
    private final String token;
    private final AtomicLong last = new AtomicLong(0x10000000L);
    private final ObjectNode settings =
            Json.object("webhookUrl", "", "webhookUrlToken", "", "outgoingWebhook", "no", "incomingWebhook", "no");
    private final Set<String> withoutAccount = ConcurrentHashMap.newKeySet();
    private volatile String state = "authorized";

    public GreenApiSimulator(long instance, String token, CaughtMessages messages, Callbacks callbacks) {
        super("greenapi", messages, callbacks);
        this.instance = instance;
        this.token = token;
    }

    /** {@code authorized}, {@code notAuthorized}, {@code blocked}, {@code yellowCard}… */
    public void become(String wanted) {
        state = wanted;
    }

    /** A number that nobody uses WhatsApp with. */
    public void withoutAccount(String phone) {
        withoutAccount.add(phone);
    }

    @Override
    public Set<MessageState> reportable() {
        return EnumSet.of(MessageState.DELIVERED, MessageState.READ, MessageState.UNDELIVERED, MessageState.NO_ACCOUNT);
    }

    @Override
    protected boolean sends(ProviderCall call) {
        return call.path().contains("/sendMessage/");
    }

    @Override
    protected ProviderAnswer answer(ProviderCall call) {
        var parts = call.path().split("/");
        if (parts.length != 4 || !parts[1].equals("waInstance" + instance)) {
            return new ProviderAnswer(403, Map.of(), new byte[0]);
        }
        if (!parts[3].equals(token)) {
            return new ProviderAnswer(401, Map.of(), new byte[0]);
        }
        return switch (call.method() + " " + parts[2]) {
            case "POST sendMessage" -> send(call);
            case "POST setSettings" -> setSettings(call);
            case "GET getSettings" -> ProviderAnswer.json(200, settings());
            case "GET getStateInstance" -> ProviderAnswer.json(200, Json.object("stateInstance", state));
            case "POST checkWhatsapp" ->
                ProviderAnswer.json(
                        200,
                        Json.object(
                                "existsWhatsapp",
                                !withoutAccount.contains(
                                        call.json().path("phoneNumber").asText())));
            case "POST getMessage" -> message(call);
            default -> new ProviderAnswer(404, Map.of(), new byte[0]);
        };
    }

    private ProviderAnswer send(ProviderCall call) {
        var chat = call.json().path("chatId").asText();
        var text = call.json().path("message").asText();
        if (chat.isEmpty() || text.isEmpty()) {
            return invalid(call, "'" + (chat.isEmpty() ? "chatId" : "message") + "' is required");
        }
        if (!chat.matches("\\d{10,15}@c\\.us|[\\d-]{10,40}@g\\.us")) {
            return invalid(call, "'chatId' with value '" + chat + "' is not valid");
        }
        if (text.length() > LONGEST) {
            return invalid(call, "'message' length must be less than or equal to " + LONGEST + " characters long");
        }
        var refusal = call.refusal();
        if (refusal != null) {
            return refused(call, refusal);
        }
        var id = "3EB0C767D097" + String.format(Locale.ROOT, "%08X", last.incrementAndGet());
        var route = new Route(provider(), String.valueOf(instance), "79160000000@c.us", chat);
        var accepted = messages().accept(route, Content.plain(text), id, "", null);
        if (withoutAccount.contains(chat.replace("@c.us", ""))) {
            report(accepted, MessageState.NO_ACCOUNT);
        }
        return ProviderAnswer.json(200, Json.object("idMessage", id));
    }

    private ProviderAnswer refused(ProviderCall call, Refusal refusal) {
        return switch (refusal.reason()) {
            case AUTH -> new ProviderAnswer(401, Map.of(), new byte[0]);
            case NO_MONEY ->
                ProviderAnswer.json(
                        466,
                        Json.object(
                                "statusCode",
                                466,
                                "message",
                                "Monthly quota has been exceeded. Please go to your personal account and"
                                        + " change the tariff to business"));
            case ACCOUNT_BLOCKED -> invalid(call, "instance account not authorized");
            case THROTTLED -> ProviderAnswer.json(429, Json.object("statusCode", 429, "message", "Too Many Requests"));
            case UNAVAILABLE -> ProviderAnswer.text(502, "Bad Gateway");
            case CONTENT_DENIED, SENDER_DENIED, UNDELIVERABLE, BLOCKED, DEACTIVATED, NO_ACCOUNT, RECIPIENT_THROTTLED ->
                throw neverSays(refusal);
        };
    }

    private ProviderAnswer setSettings(ProviderCall call) {
        if (!(call.json() instanceof ObjectNode wanted) || wanted.isEmpty()) {
            return invalid(call, "at least one parameter must be specified");
        }
        synchronized (settings) {
            settings.setAll(wanted);
        }
        return ProviderAnswer.json(200, Json.object("saveSettings", true));
    }

    private ProviderAnswer message(ProviderCall call) {
        return messages()
                .find(provider(), call.json().path("idMessage").asText())
                .map(message -> ProviderAnswer.json(
                        200,
                        Json.object(
                                "type", "outgoing",
                                "idMessage", message.id(),
                                "chatId", message.recipient(),
                                "textMessage", message.text(),
                                "timestamp", message.receivedAt().getEpochSecond(),
                                "statusMessage", status(message.state()),
                                "sendByApi", true)))
                .orElseGet(() -> invalid(call, "Message not found by this idMessage"));
    }

    @Override
    protected CompletableFuture<Outcome> told(CaughtMessage message) {
        var last = message.history().get(message.history().size() - 1);
        var body = Json.object(
                "typeWebhook", "outgoingMessageStatus",
                "chatId", message.recipient(),
                "instanceData", instanceData(),
                "timestamp", last.at().getEpochSecond(),
                "idMessage", message.id(),
                "status", status(last.state()),
                "sendByApi", true);
        boolean wanted = last.state() == MessageState.NO_ACCOUNT || isOn("outgoingWebhook");
        return wanted ? post(body) : nobodyAsked();
    }

    /** The provider fears a ban: sending must stop at once. */
    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> yellowCard() {
        become("yellowCard");
        return post(Json.object(
                "typeWebhook",
                "stateInstanceChanged",
                "instanceData",
                instanceData(),
                "timestamp",
                now().getEpochSecond(),
                "stateInstance",
                "yellowCard"));
    }

    @Override
    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> reply(String recipient, String text) {
        var id = "3EB0C767D098" + String.format(Locale.ROOT, "%08X", last.incrementAndGet());
        var route = new Route(provider(), String.valueOf(instance), "79160000000@c.us", recipient);
        var reply = messages().reply(route, text, id);
        var body = Json.object(
                "typeWebhook", "incomingMessageReceived",
                "instanceData", instanceData(),
                "timestamp", reply.receivedAt().getEpochSecond(),
                "idMessage", id,
                "senderData",
                        Json.object("chatId", recipient, "sender", recipient, "chatName", "Иван", "senderName", "Иван"),
                "messageData",
                        Json.object("typeMessage", "textMessage", "textMessageData", Json.object("textMessage", text)));
        return isOn("incomingWebhook") ? post(body) : nobodyAsked();
    }

    private CompletableFuture<Outcome> post(ObjectNode body) {
        var current = settings();
        var address = current.path("webhookUrl").asText();
        var secret = current.path("webhookUrlToken").asText();
        var headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        if (!secret.isEmpty()) {
            headers.put("Authorization", secret.startsWith("Basic ") ? secret : "Bearer " + secret);
        }
        var uri = address.isEmpty() ? null : URI.create(address);
        return call(uri, headers, Json.write(body), RETRIES, Simulator::is200);
    }

    private boolean isOn(String setting) {
        return settings().path(setting).asText().equals("yes");
    }

    private ObjectNode settings() {
        synchronized (settings) {
            return settings.deepCopy();
        }
    }

    private ObjectNode instanceData() {
        return Json.object("idInstance", instance, "wid", "79160000000@c.us", "typeInstance", "whatsapp");
    }

    private ProviderAnswer invalid(ProviderCall call, String details) {
        return ProviderAnswer.json(
                400,
                Json.object(
                        "statusCode",
                        400,
                        "timestamp",
                        now().toString(),
                        "path",
                        call.path(),
                        "message",
                        "Validation failed. Details: " + details));
    }

    private static String status(MessageState state) {
        return switch (state) {
            case ACCEPTED, REPLY -> "sent";
            case DELIVERED -> "delivered";
            case READ -> "read";
            case UNDELIVERED, BLOCKED -> "failed";
            case NO_ACCOUNT -> "noAccount";
        };
    }
}
