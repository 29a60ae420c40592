package org.schoolcrm.message.catcher.simulator;

import static org.schoolcrm.message.catcher.simulator.TelegramAnswers.badRequest;
import static org.schoolcrm.message.catcher.simulator.TelegramAnswers.done;
import static org.schoolcrm.message.catcher.simulator.TelegramAnswers.error;
import static org.schoolcrm.message.catcher.simulator.TelegramAnswers.ok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.schoolcrm.message.catcher.simulator.Callbacks.Outcome;
import org.schoolcrm.message.catcher.simulator.TelegramUpdates.Webhook;

/** The Bot API of Telegram for one bot: sending, editing, webhook or long polling, people who start and block it. */
public final class TelegramSimulator extends Simulator {

    private enum ChatState {
        OPEN,
        BLOCKED,
        DEACTIVATED
    }

    private record Chat(long id, String name, ChatState state, long migratedTo) {

        Chat become(ChatState next) {
            return new Chat(id, name, next, migratedTo);
        }

        ObjectNode view() {
            return Json.object("id", id, "type", id < 0 ? "group" : "private");
        }
    }

    private static final int LONGEST = 4_096;
    private static final long FIRST_CHAT = 421_337;

    private final String token;
    private final String username;
    private final Map<Long, Chat> chats = new ConcurrentHashMap<>();
    private final AtomicLong lastMessage = new AtomicLong(6);
    private final TelegramUpdates updates;

    public TelegramSimulator(String token, String username, CaughtMessages messages, Callbacks callbacks) {
        super("telegram", messages, callbacks);
        this.token = token;
        this.username = username;
        this.updates = new TelegramUpdates(callbacks);
    }

    public String username() {
        return username;
    }

    /** Somebody follows {@code https://t.me/<bot>?start=<payload>}; from then on the bot may write to the chat. */
    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> start(long chat, String name, String payload) {
        if (!payload.matches("[\\w-]{0,64}")) {
            throw new IllegalArgumentException("Telegram opens no link with such a payload: " + payload);
        }
        chats.put(chat, new Chat(chat, name, ChatState.OPEN, 0));
        return write(chat, payload.isEmpty() ? "/start" : "/start " + payload);
    }

    /** A chat that the bot may write to, without telling the bot. */
    public void know(long chat) {
        chats.putIfAbsent(chat, new Chat(chat, "", ChatState.OPEN, 0));
    }

    /** The chat of a name, or a new one. */
    public long chatOf(String name) {
        return chats.values().stream()
                .filter(chat -> chat.name().equals(name))
                .map(Chat::id)
                .findFirst()
                .orElseGet(() -> LongStream.iterate(FIRST_CHAT, id -> id + 1)
                        .filter(id -> !chats.containsKey(id))
                        .findFirst()
                        .orElseThrow());
    }

    /** Empty for people who have not told it. */
    public String nameOf(long chat) {
        return chat(chat).name();
    }

    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> write(long chat, String text) {
        long id = lastMessage.incrementAndGet();
        messages().reply(route(chat), text, chat + ":" + id);
        var message = Json.object(
                "message_id", id,
                "from", person(chat),
                "chat", chat(chat).view(),
                "date", now().getEpochSecond(),
                "text", text);
        if (text.startsWith("/")) {
            int length = text.split("\\s", 2)[0].length();
            message.set("entities", Json.array(Json.object("offset", 0, "length", length, "type", "bot_command")));
        }
        return updates.add("message", message);
    }

    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> block(long chat) {
        return member(chat, ChatState.BLOCKED, "member", Json.object("status", "kicked", "until_date", 0));
    }

    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> unblock(long chat) {
        return member(chat, ChatState.OPEN, "kicked", Json.object("status", "member"));
    }

    /** The account of the person is deleted; nobody tells the bot. */
    public void deactivate(long chat) {
        chats.computeIfPresent(chat, (id, before) -> before.become(ChatState.DEACTIVATED));
    }

    /** A group becomes a supergroup: the old number answers with the new one. */
    public void migrate(long group, long supergroup) {
        chats.put(group, new Chat(group, "", ChatState.OPEN, supergroup));
        know(supergroup);
    }

    @Override
    public Set<MessageState> reportable() {
        return EnumSet.of(MessageState.BLOCKED);
    }

    @Override
    protected CompletableFuture<Outcome> told(CaughtMessage message) {
        return block(Long.parseLong(message.recipient()));
    }

    @Override
    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> reply(String recipient, String text) {
        return write(Long.parseLong(recipient), text);
    }

    @Override
    protected boolean sends(ProviderCall call) {
        return call.path().endsWith("/sendMessage");
    }

    @Override
    protected ProviderAnswer answer(ProviderCall call) {
        var root = "/bot" + token + "/";
        if (!call.path().startsWith("/bot")) {
            return error(404, "Not Found");
        }
        if (!call.path().startsWith(root)) {
            return error(401, "Unauthorized");
        }
        var parameters = parameters(call);
        return switch (call.path().substring(root.length())) {
            case "sendMessage" -> send(call, parameters);
            case "editMessageText" -> edit(parameters);
            case "getMe" -> ok(me());
            case "setWebhook" -> setWebhook(parameters);
            case "deleteWebhook" -> deleteWebhook(parameters);
            case "getWebhookInfo" -> ok(webhookInfo());
            case "getUpdates" -> getUpdates(parameters);
            default -> error(404, "Not Found");
        };
    }

    private ProviderAnswer send(ProviderCall call, JsonNode parameters) {
        var refusal = call.refusal();
        if (refusal != null) {
            return refused(refusal);
        }
        var wrongChat = wrongChat(parameters.path("chat_id"));
        if (wrongChat.isPresent()) {
            return wrongChat.get();
        }
        long chat = parameters.path("chat_id").asLong();
        var buttons = new ArrayList<Content.Button>();
        try {
            var markup = TelegramMarkup.read(
                    parameters.path("text").asText(),
                    parameters.path("parse_mode").asText());
            var wrong = wrongText(markup.text()).or(() -> wrongButtons(parameters.path("reply_markup"), buttons));
            if (wrong.isPresent()) {
                return wrong.get();
            }
            long id = lastMessage.incrementAndGet();
            messages().accept(route(chat), content(parameters, buttons), chat + ":" + id, "", null);
            return ok(view(id, chat, markup, parameters));
        } catch (TelegramMarkup.Unreadable e) {
            return badRequest(String.valueOf(e.getMessage()));
        }
    }

    private ProviderAnswer edit(JsonNode parameters) {
        long chat = parameters.path("chat_id").asLong();
        long id = parameters.path("message_id").asLong();
        var found = messages().find(provider(), chat + ":" + id).filter(message -> !message.isReply());
        if (found.isEmpty()) {
            return badRequest("message to edit not found");
        }
        var buttons = new ArrayList<Content.Button>();
        try {
            var markup = TelegramMarkup.read(
                    parameters.path("text").asText(),
                    parameters.path("parse_mode").asText());
            var wrong = wrongText(markup.text()).or(() -> wrongButtons(parameters.path("reply_markup"), buttons));
            if (wrong.isPresent()) {
                return wrong.get();
            }
            var content = content(parameters, buttons);
            if (content.equals(found.get().content())) {
                return badRequest("message is not modified: specified new message content and reply markup are exactly"
                        + " the same as a current content and reply markup of the message");
            }
            messages().edit(found.get(), content);
            return ok(view(id, chat, markup, parameters).put("edit_date", now().getEpochSecond()));
        } catch (TelegramMarkup.Unreadable e) {
            return badRequest(String.valueOf(e.getMessage()));
        }
    }

    private ProviderAnswer refused(Refusal refusal) {
        return switch (refusal.reason()) {
            case AUTH, ACCOUNT_BLOCKED -> error(401, "Unauthorized");
            case BLOCKED -> error(403, "Forbidden: bot was blocked by the user");
            case DEACTIVATED -> error(403, "Forbidden: user is deactivated");
            case NO_ACCOUNT -> badRequest("chat not found");
            case THROTTLED, RECIPIENT_THROTTLED -> TelegramAnswers.tooMany(refusal.seconds());
            case UNAVAILABLE -> error(502, "Bad Gateway");
            case NO_MONEY, CONTENT_DENIED, SENDER_DENIED, UNDELIVERABLE -> throw neverSays(refusal);
        };
    }

    private Optional<ProviderAnswer> wrongChat(JsonNode id) {
        if (id.asText().isEmpty()) {
            return Optional.of(badRequest("chat_id is empty"));
        }
        var chat = chats.get(id.asLong());
        if (chat == null) {
            return Optional.of(badRequest("chat not found"));
        }
        if (chat.migratedTo() != 0) {
            return Optional.of(TelegramAnswers.migrated(chat.migratedTo()));
        }
        return switch (chat.state()) {
            case OPEN -> Optional.empty();
            case BLOCKED -> Optional.of(error(403, "Forbidden: bot was blocked by the user"));
            case DEACTIVATED -> Optional.of(error(403, "Forbidden: user is deactivated"));
        };
    }

    private static Optional<ProviderAnswer> wrongText(String text) {
        if (text.isBlank()) {
            return Optional.of(badRequest("message text is empty"));
        }
        return text.length() > LONGEST ? Optional.of(badRequest("message is too long")) : Optional.empty();
    }

    private static Optional<ProviderAnswer> wrongButtons(JsonNode markup, List<Content.Button> into) {
        for (var row : markup.path("inline_keyboard")) {
            for (var button : row) {
                var text = button.path("text").asText();
                var url = button.path("url").asText();
                if (text.isEmpty()) {
                    return Optional.of(
                            badRequest("can't parse inline keyboard button: field \"text\" must be non-empty"));
                }
                if (url.isEmpty() && button.path("callback_data").asText().isEmpty()) {
                    return Optional.of(badRequest("text buttons are unallowed in the inline keyboard"));
                }
                if (!url.isEmpty() && !url.matches("(?:https?|tg)://[^\\s/]\\S*")) {
                    return Optional.of(
                            badRequest("inline keyboard button URL '" + url + "' is invalid: Wrong HTTP URL"));
                }
                into.add(new Content.Button(text, url));
            }
        }
        return Optional.empty();
    }

    /** A bot server of one's own takes plain HTTP; here that is allowed on loopback alone. */
    private ProviderAnswer setWebhook(JsonNode parameters) {
        var url = parameters.path("url").asText();
        var secret = parameters.path("secret_token").asText();
        if (url.isEmpty()) {
            return deleteWebhook(parameters);
        }
        if (!url.matches("https://[^\\s/]+\\S*|http://(?:localhost|127\\.0\\.0\\.1)(?::\\d+)?(?:/\\S*)?")) {
            return badRequest("bad webhook: An HTTPS URL must be provided for webhook");
        }
        if (!secret.matches("[\\w-]{0,256}")) {
            return badRequest("secret token contains unallowed characters");
        }
        var allowed = new ArrayList<String>();
        parameters.path("allowed_updates").forEach(kind -> allowed.add(kind.asText()));
        int connections = parameters.path("max_connections").asInt(40);
        updates.setWebhook(new Webhook(URI.create(url), secret, allowed, connections), isDropping(parameters));
        return done("Webhook was set");
    }

    private ProviderAnswer deleteWebhook(JsonNode parameters) {
        boolean was = updates.webhook() != null;
        updates.setWebhook(null, isDropping(parameters));
        return done(was ? "Webhook was deleted" : "Webhook is already deleted");
    }

    private ObjectNode webhookInfo() {
        var webhook = updates.webhook();
        var info = Json.object(
                "url",
                webhook == null ? "" : webhook.address().toString(),
                "has_custom_certificate",
                false,
                "pending_update_count",
                updates.pendingCount());
        if (webhook != null) {
            info.put("max_connections", webhook.maxConnections());
            info.set("allowed_updates", Json.array(webhook.allowed().toArray()));
        }
        return updates.lastError().isEmpty() ? info : info.put("last_error_message", updates.lastError());
    }

    private ProviderAnswer getUpdates(JsonNode parameters) {
        if (updates.webhook() != null) {
            return error(
                    409,
                    "Conflict: can't use getUpdates method while webhook is active;"
                            + " use deleteWebhook to delete the webhook first");
        }
        int limit = parameters.path("limit").asInt(100);
        try {
            long before = updates.polls();
            var found = updates.poll(
                    parameters.path("offset").asLong(),
                    limit,
                    parameters.path("timeout").asLong());
            return updates.polls() > before + 1
                    ? error(
                            409,
                            "Conflict: terminated by other getUpdates request;"
                                    + " make sure that only one bot instance is running")
                    : ok(Json.array(found.toArray()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(500, "Internal Server Error: restart");
        }
    }

    private CompletableFuture<Outcome> member(long id, ChatState state, String before, ObjectNode after) {
        chats.put(id, chat(id).become(state));
        return updates.add(
                "my_chat_member",
                Json.object(
                        "chat", chat(id).view(),
                        "from", person(id),
                        "date", now().getEpochSecond(),
                        "old_chat_member", Json.object("status", before),
                        "new_chat_member", after));
    }

    private static Content content(JsonNode parameters, List<Content.Button> buttons) {
        var mode = parameters.path("parse_mode").asText();
        var markup = mode.isEmpty() ? Markup.PLAIN : mode.equalsIgnoreCase("HTML") ? Markup.HTML : Markup.MARKDOWN;
        return new Content(parameters.path("text").asText(), markup, 1, buttons);
    }

    private ObjectNode view(long id, long chat, TelegramMarkup markup, JsonNode parameters) {
        var view = Json.object(
                "message_id", id,
                "from", me(),
                "chat", chat(chat).view(),
                "date", now().getEpochSecond(),
                "text", markup.text());
        if (!markup.entities().isEmpty()) {
            view.set("entities", markup.entities());
        }
        if (parameters.has("reply_markup")) {
            view.set("reply_markup", parameters.path("reply_markup"));
        }
        return view;
    }

    private ObjectNode me() {
        long id = Long.parseLong(token.replaceFirst(":.*", "").replaceAll("\\D", "0"));
        return Json.object("id", id, "is_bot", true, "first_name", "Школа", "username", username);
    }

    private ObjectNode person(long chat) {
        var name = chat(chat).name();
        return Json.object("id", Math.abs(chat), "is_bot", false, "first_name", name.isEmpty() ? "Иван" : name);
    }

    private Chat chat(long id) {
        return chats.getOrDefault(id, new Chat(id, "", ChatState.OPEN, 0));
    }

    private Route route(long chat) {
        return new Route(provider(), "@" + username, "@" + username, String.valueOf(chat));
    }

    private static boolean isDropping(JsonNode parameters) {
        return parameters.path("drop_pending_updates").asBoolean();
    }

    /** The Bot API reads JSON, forms and the address alike; nested values of a form are JSON. */
    private static JsonNode parameters(ProviderCall call) {
        if (call.isJson() && call.json() instanceof ObjectNode body) {
            return body;
        }
        var node = Json.object();
        call.parameters().forEach((name, value) -> {
            boolean nested = value.startsWith("{") || value.startsWith("[");
            if (nested) {
                node.set(name, Json.read(value.getBytes(StandardCharsets.UTF_8)));
            } else {
                node.put(name, value);
            }
        });
        return node;
    }
}
