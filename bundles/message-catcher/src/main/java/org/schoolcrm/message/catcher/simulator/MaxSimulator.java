package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.message.catcher.simulator.Callbacks.Outcome;

/** The bot API of MAX: messages, the subscription to updates with its secret, people who start and stop the bot. */
public final class MaxSimulator extends Simulator {

    private record Subscription(URI address, String secret, List<String> kinds, long time) {}

    private record Dialog(String name, boolean open) {}

    private static final int LONGEST = 4_000;
    private static final long FIRST_USER = 123;
    private static final List<Duration> RETRIES = Stream.iterate(
                    Duration.ofSeconds(60), wait -> Duration.ofMillis(wait.toMillis() * 5 / 2))
            .limit(9)
            .toList();

    private final String token;
    private final String username;
    private final Map<Long, Dialog> dialogs = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();
    private volatile @Nullable Subscription subscription;

    public MaxSimulator(String token, String username, CaughtMessages messages, Callbacks callbacks) {
        super("max", messages, callbacks);
        this.token = token;
        this.username = username;
    }

    /** Somebody follows {@code https://max.ru/<bot>?start=<payload>}. */
    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> start(long user, String name, String payload) {
        dialogs.put(user, new Dialog(name, true));
        var text = payload.isEmpty() ? "/start" : "/start " + payload;
        messages().reply(route(user), text, "start." + last.incrementAndGet());
        var update = update("bot_started", user);
        return post(payload.isEmpty() ? update : update.put("payload", payload));
    }

    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> stop(long user) {
        dialogs.put(user, new Dialog(nameOf(user), false));
        return post(update("bot_stopped", user));
    }

    /** A dialog that the bot may write to, without telling the bot. */
    public void know(long user) {
        dialogs.putIfAbsent(user, new Dialog("", true));
    }

    /** The user of a name, or a new one. */
    public long userOf(String name) {
        return dialogs.entrySet().stream()
                .filter(dialog -> dialog.getValue().name().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> LongStream.iterate(FIRST_USER, id -> id + 1)
                        .filter(id -> !dialogs.containsKey(id))
                        .findFirst()
                        .orElseThrow());
    }

    /** Empty for people who have not told it. */
    public String nameOf(long user) {
        var dialog = dialogs.get(user);
        return dialog == null ? "" : dialog.name();
    }

    @Override
    public Set<MessageState> reportable() {
        return EnumSet.of(MessageState.BLOCKED);
    }

    @Override
    protected CompletableFuture<Outcome> told(CaughtMessage message) {
        return stop(Long.parseLong(message.recipient()));
    }

    @Override
    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> reply(String recipient, String text) {
        long user = Long.parseLong(recipient);
        if (text.startsWith("/start ")) {
            return start(user, nameOf(user), text.substring("/start ".length()));
        }
        var id = mid();
        messages().reply(route(user), text, id);
        return post(Json.object(
                "update_type",
                "message_created",
                "timestamp",
                now().toEpochMilli(),
                "message",
                Json.object(
                        "sender", person(user),
                        "recipient", Json.object("chat_id", user + 1_000, "chat_type", "dialog", "user_id", 1L),
                        "timestamp", now().toEpochMilli(),
                        "body", Json.object("mid", id, "seq", last.get(), "text", text)),
                "user_locale",
                "ru"));
    }

    @Override
    protected boolean sends(ProviderCall call) {
        return call.method().equals("POST") && call.path().equals("/messages");
    }

    @Override
    protected ProviderAnswer answer(ProviderCall call) {
        if (!token.equals(call.header("Authorization"))) {
            return error(401, "verify.token", "Invalid access_token");
        }
        return switch (call.method() + " " + call.path()) {
            case "POST /messages" -> send(call);
            case "GET /me" -> ProviderAnswer.json(200, me());
            case "POST /subscriptions" -> subscribe(call.json());
            case "GET /subscriptions" -> subscriptions();
            case "DELETE /subscriptions" -> {
                subscription = null;
                yield success();
            }
            default -> error(404, "not.found", "Method not found");
        };
    }

    private ProviderAnswer send(ProviderCall call) {
        var id = call.parameters().getOrDefault("user_id", call.parameters().getOrDefault("chat_id", ""));
        var text = call.json().path("text").asText();
        var format = call.json().path("format").asText();
        if (!id.matches("-?\\d{1,18}")) {
            return error(400, "proto.payload", "Missing required parameter: user_id or chat_id");
        }
        if (text.length() > LONGEST) {
            return error(400, "proto.payload", "text: size must be between 0 and " + LONGEST);
        }
        if (!List.of("", "html", "markdown").contains(format)) {
            return error(400, "proto.payload", "format: unknown value");
        }
        var buttons = buttons(call.json());
        if (text.isEmpty() && buttons.isEmpty()) {
            return error(400, "proto.payload", "Message is empty");
        }
        var refusal = call.refusal();
        if (refusal != null) {
            return refused(refusal);
        }
        long user = Long.parseLong(id);
        var dialog = dialogs.get(user);
        if (dialog == null) {
            return error(404, "dialog.not.found", "Dialog not found");
        }
        if (!dialog.open()) {
            return error(403, "chat.denied", "error.dialog.suspended");
        }
        var mid = mid();
        var markup = format.isEmpty() ? Markup.PLAIN : Markup.valueOf(format.toUpperCase(Locale.ROOT));
        messages().accept(route(user), new Content(text, markup, 1, buttons), mid, "", null);
        return ProviderAnswer.json(
                200,
                Json.object(
                        "message",
                        Json.object(
                                "sender", me(),
                                "recipient",
                                        Json.object("chat_id", user + 1_000, "chat_type", "dialog", "user_id", user),
                                "timestamp", now().toEpochMilli(),
                                "body", Json.object("mid", mid, "seq", last.get(), "text", text))));
    }

    private ProviderAnswer refused(Refusal refusal) {
        return switch (refusal.reason()) {
            case AUTH, ACCOUNT_BLOCKED -> error(401, "verify.token", "Invalid access_token");
            case BLOCKED -> error(403, "chat.denied", "error.dialog.suspended");
            case NO_ACCOUNT, DEACTIVATED -> error(404, "dialog.not.found", "Dialog not found");
            case THROTTLED, RECIPIENT_THROTTLED -> error(429, "too.many.requests", "Too many requests");
            case UNAVAILABLE -> error(503, "service.unavailable", "Service is temporarily unavailable");
            case NO_MONEY, CONTENT_DENIED, SENDER_DENIED, UNDELIVERABLE -> throw neverSays(refusal);
        };
    }

    private static List<Content.Button> buttons(JsonNode body) {
        var buttons = new ArrayList<Content.Button>();
        for (var attachment : body.path("attachments")) {
            for (var row : attachment.path("payload").path("buttons")) {
                for (var button : row) {
                    buttons.add(new Content.Button(
                            button.path("text").asText(), button.path("url").asText()));
                }
            }
        }
        return buttons;
    }

    /** HTTPS only; on loopback, where there is no certificate to be had, plain HTTP too. */
    private ProviderAnswer subscribe(JsonNode body) {
        var address = body.path("url").asText();
        var secret = body.path("secret").asText();
        if (!address.matches("https://\\S+|http://(?:localhost|127\\.0\\.0\\.1)(?::\\d+)?(?:/\\S*)?")) {
            return error(400, "proto.payload", "url: must be an https address");
        }
        if (!secret.isEmpty() && !secret.matches("[\\w-]{5,256}")) {
            return error(400, "proto.payload", "secret: must match [a-zA-Z0-9_-]{5,256}");
        }
        var kinds = new ArrayList<String>();
        body.path("update_types").forEach(kind -> kinds.add(kind.asText()));
        subscription = new Subscription(URI.create(address), secret, kinds, now().toEpochMilli());
        return success();
    }

    private ProviderAnswer subscriptions() {
        var current = subscription;
        var list = Json.array();
        if (current != null) {
            list.add(Json.object(
                    "url", current.address().toString(),
                    "time", current.time(),
                    "update_types", Json.array(current.kinds().toArray())));
        }
        return ProviderAnswer.json(200, Json.object("subscriptions", list));
    }

    /** After the last repetition, hours later, MAX drops the subscription. */
    private CompletableFuture<Outcome> post(ObjectNode update) {
        var current = subscription;
        var kind = update.path("update_type").asText();
        if (current == null || (!current.kinds().isEmpty() && !current.kinds().contains(kind))) {
            return nobodyAsked();
        }
        var headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        if (!current.secret().isEmpty()) {
            headers.put("X-Max-Bot-Api-Secret", current.secret());
        }
        return call(current.address(), headers, Json.write(update), RETRIES, Simulator::is200)
                .thenApply(outcome -> {
                    if (!outcome.answered() && current.equals(subscription)) {
                        subscription = null;
                    }
                    return outcome;
                });
    }

    private ObjectNode update(String type, long user) {
        return Json.object(
                "update_type",
                type,
                "timestamp",
                now().toEpochMilli(),
                "chat_id",
                user + 1_000,
                "user",
                person(user),
                "user_locale",
                "ru");
    }

    private ObjectNode person(long user) {
        var name = nameOf(user);
        return Json.object(
                "user_id",
                user,
                "first_name",
                name.isEmpty() ? "Иван" : name,
                "is_bot",
                false,
                "last_activity_time",
                0L);
    }

    private ObjectNode me() {
        return Json.object("user_id", 1L, "first_name", "Школа", "username", username, "is_bot", true);
    }

    private Route route(long user) {
        return new Route(provider(), "@" + username, "@" + username, String.valueOf(user));
    }

    private String mid() {
        return "mid." + String.format(Locale.ROOT, "%016x", last.incrementAndGet());
    }

    private static ProviderAnswer success() {
        return ProviderAnswer.json(200, Json.object("success", true));
    }

    private static ProviderAnswer error(int status, String code, String message) {
        return ProviderAnswer.json(status, Json.object("code", code, "message", message));
    }
}
