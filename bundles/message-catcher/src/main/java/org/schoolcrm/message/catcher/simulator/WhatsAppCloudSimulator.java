package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.message.catcher.simulator.Callbacks.Outcome;
import org.schoolcrm.message.catcher.simulator.Refusal.Reason;

/** WhatsApp Cloud API: messages, templates, the window of 24 hours after a reply, and signed webhooks. */
public final class WhatsAppCloudSimulator extends Simulator {

    private static final Map<Reason, Integer> CODES = Map.of(
            Reason.AUTH, 190,
            Reason.NO_MONEY, 131042,
            Reason.ACCOUNT_BLOCKED, 131031,
            Reason.NO_ACCOUNT, 131026,
            Reason.BLOCKED, 131050,
            Reason.CONTENT_DENIED, 131048,
            Reason.THROTTLED, 130429,
            Reason.RECIPIENT_THROTTLED, 131056,
            Reason.UNAVAILABLE, 131016);
    private static final Map<Integer, Integer> STATUSES =
            Map.of(190, 401, 131031, 403, 131016, 503, 130429, 429, 131056, 429);
    private static final List<Duration> RETRIES =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(1));
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final int LONGEST = 4_096;
    private static final int LONGEST_REFERENCE = 512;

    private final String phoneId;
    private final String business;
    private final String token;
    private final String appSecret;
    private final @Nullable Duration approvesAfter;
    private final WhatsAppTemplates templates = new WhatsAppTemplates();
    private final AtomicLong last = new AtomicLong();
    private final Set<String> withoutAccount = ConcurrentHashMap.newKeySet();
    private volatile @Nullable URI webhook;

    /**
     * A number of a business account.
     *
     * @param approvesAfter how long the review of a new template takes, zero for at once, null for one that somebody else ends
     */
    public WhatsAppCloudSimulator(
            String phoneId,
            String business,
            String token,
            String appSecret,
            @Nullable Duration approvesAfter,
            CaughtMessages messages,
            Callbacks callbacks) {
        super("whatsapp", messages, callbacks);
        this.phoneId = phoneId;
        this.business = business;
        this.token = token;
        this.appSecret = appSecret;
        this.approvesAfter = approvesAfter;
    }

    /** As the settings of the app do it: the address must repeat the challenge, or it is not taken. */
    public boolean subscribe(URI address, String verifyToken) {
        var challenge = "1158201444";
        var query = "hub.mode=subscribe&hub.challenge=" + challenge + "&hub.verify_token="
                + URLEncoder.encode(verifyToken, StandardCharsets.UTF_8);
        var separator = address.getQuery() == null ? "?" : "&";
        boolean verified =
                callbacks().get(URI.create(address + separator + query)).equals(challenge);
        if (verified) {
            webhook = address;
        }
        return verified;
    }

    /** A number that nobody uses WhatsApp with: messages to it are taken and fail afterwards. */
    public void withoutAccount(String phone) {
        withoutAccount.add(phone);
    }

    /** Ends or changes a review: {@code APPROVED}, {@code REJECTED}, {@code PAUSED}, {@code DISABLED}. */
    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> review(String name, String language, String event, @Nullable String reason) {
        var template = templates.decide(name, language, event, reason).orElseThrow();
        return post(
                "message_template_status_update",
                Json.object(
                        "event", event,
                        "message_template_id", template.path("id").asLong(),
                        "message_template_name", name,
                        "message_template_language", language,
                        "reason", reason == null ? "NONE" : reason));
    }

    /** Its templates as the manager of Meta shows them: name, language, status and text. */
    public List<Map<String, String>> templates() {
        return templates.shown();
    }

    @Override
    public Set<MessageState> reportable() {
        return EnumSet.of(MessageState.DELIVERED, MessageState.READ, MessageState.UNDELIVERED, MessageState.NO_ACCOUNT);
    }

    @Override
    protected boolean sends(ProviderCall call) {
        return call.method().equals("POST") && call.path().endsWith("/messages");
    }

    @Override
    protected ProviderAnswer answer(ProviderCall call) {
        if (!token.equals(call.bearer())) {
            return MetaErrors.of(401, 190);
        }
        var path = call.path().replaceFirst("^/v\\d+\\.\\d+", "");
        if (path.equals(call.path())) {
            return MetaErrors.of(400, 100, "Unknown path components: " + path);
        }
        if (path.equals("/" + phoneId + "/messages") && call.method().equals("POST")) {
            return send(call);
        }
        if (path.equals("/" + phoneId)) {
            return ProviderAnswer.json(
                    200,
                    Json.object(
                            "verified_name", "Школа",
                            "display_phone_number", "79160000000",
                            "quality_rating", "GREEN",
                            "id", phoneId));
        }
        return path.startsWith("/" + business + "/")
                ? business(call, path.substring(business.length() + 2))
                : MetaErrors.of(
                        400, 100, "Unsupported request. Object with ID '" + path.split("/")[1] + "' does not exist");
    }

    private ProviderAnswer business(ProviderCall call, String edge) {
        var name = call.parameters().getOrDefault("name", "");
        return switch (call.method() + " " + edge) {
            case "POST message_templates" -> create(call.json());
            case "GET message_templates" -> templates.list(name);
            case "DELETE message_templates" -> templates.delete(name);
            case "POST subscribed_apps" -> override(call.json());
            default -> MetaErrors.of(400, 100, "Unknown path components: /" + edge);
        };
    }

    private ProviderAnswer create(JsonNode wanted) {
        boolean atOnce = Duration.ZERO.equals(approvesAfter);
        var answer = templates.create(wanted, atOnce ? "APPROVED" : "PENDING");
        if (answer.status() == 200 && approvesAfter != null && !atOnce) {
            approveAfter(
                    approvesAfter,
                    wanted.path("name").asText(),
                    wanted.path("language").asText());
        }
        return answer;
    }

    @CanIgnoreReturnValue
    private CompletableFuture<Void> approveAfter(Duration time, String name, String language) {
        return callbacks().later(time).thenRun(() -> {
            if (templates.isPending(name, language)) {
                review(name, language, "APPROVED", null);
            }
        });
    }

    private ProviderAnswer override(JsonNode body) {
        var address = body.path("override_callback_uri").asText();
        boolean taken = address.isEmpty()
                || subscribe(URI.create(address), body.path("verify_token").asText());
        return taken
                ? ProviderAnswer.json(200, Json.object("success", true))
                : MetaErrors.of(400, 100, "Callback verification failed");
    }

    private ProviderAnswer send(ProviderCall call) {
        var body = call.json();
        var to = body.path("to").asText().replaceAll("[+ ()-]", "");
        var reference = body.path("biz_opaque_callback_data").asText();
        if (!body.path("messaging_product").asText().equals("whatsapp")) {
            return MetaErrors.of(400, 100, "The parameter messaging_product is required.");
        }
        if (!to.matches("\\d{7,15}")) {
            return MetaErrors.of(400, 100, "Param to must be a valid phone number");
        }
        if (reference.length() > LONGEST_REFERENCE) {
            return MetaErrors.of(400, 100, "Param biz_opaque_callback_data is too long");
        }
        var refusal = call.refusal();
        if (refusal != null) {
            var code = CODES.get(refusal.reason());
            if (code == null) {
                throw neverSays(refusal);
            }
            return MetaErrors.of(STATUSES.getOrDefault(code, 400), code);
        }
        return switch (body.path("type").asText("text")) {
            case "text" -> text(body, to, reference);
            case "template" -> template(body, to, reference);
            default -> MetaErrors.of(400, 100, "Param type must be one of {TEXT, TEMPLATE, ...}");
        };
    }

    private ProviderAnswer template(JsonNode body, String to, String reference) {
        var rendered = templates.render(body.path("template"));
        if (rendered.error() != 0) {
            return MetaErrors.of(rendered.error() == 132001 ? 404 : 400, rendered.error());
        }
        var content = new Content(rendered.text(), Markup.PLAIN, 1, rendered.buttons());
        return accepted(body, to, reference, content, 0);
    }

    /** Free text outside the window is taken and fails by webhook. */
    private ProviderAnswer text(JsonNode body, String to, String reference) {
        var text = body.path("text").path("body").asText();
        if (text.isEmpty() || text.length() > LONGEST) {
            return MetaErrors.of(400, 100, "Param text['body'] must be from 1 to " + LONGEST + " characters long.");
        }
        boolean open = messages().newest().stream()
                .anyMatch(message -> message.isReply()
                        && message.provider().equals(provider())
                        && message.recipient().equals(to)
                        && message.receivedAt().plus(WINDOW).isAfter(now()));
        return accepted(body, to, reference, Content.plain(text), open ? 0 : 131047);
    }

    private ProviderAnswer accepted(JsonNode body, String to, String reference, Content content, int failure) {
        var id = "wamid.HBgLNzkxNjEyMzQ1NjcVAgARGBI" + last.incrementAndGet();
        var route = new Route(provider(), phoneId, "79160000000", to);
        var message = messages().accept(route, content, id, reference, null);
        if (withoutAccount.contains(to)) {
            report(message, MessageState.NO_ACCOUNT);
        } else if (failure != 0) {
            status(messages().reach(message, MessageState.UNDELIVERED), failure);
        }
        return ProviderAnswer.json(
                200,
                Json.object(
                        "messaging_product", "whatsapp",
                        "contacts",
                                Json.array(Json.object("input", body.path("to").asText(), "wa_id", to)),
                        "messages", Json.array(Json.object("id", id, "message_status", "accepted"))));
    }

    @Override
    protected CompletableFuture<Outcome> told(CaughtMessage message) {
        return switch (message.state()) {
            case NO_ACCOUNT -> status(message, 131026);
            case UNDELIVERED -> status(message, 131000);
            case ACCEPTED, DELIVERED, READ, BLOCKED, REPLY -> status(message, 0);
        };
    }

    @CanIgnoreReturnValue
    private CompletableFuture<Outcome> status(CaughtMessage message, int failure) {
        var last = message.history().get(message.history().size() - 1);
        var status = Json.object(
                "id", message.id(),
                "status", failure != 0 ? "failed" : last.state() == MessageState.READ ? "read" : "delivered",
                "timestamp", String.valueOf(last.at().getEpochSecond()),
                "recipient_id", message.recipient());
        if (!message.reference().isEmpty()) {
            status.put("biz_opaque_callback_data", message.reference());
        }
        if (failure == 0) {
            status.set("pricing", Json.object("billable", true, "pricing_model", "PMP", "category", "utility"));
        } else {
            status.set("errors", Json.array(Json.object("code", failure, "title", MetaErrors.title(failure))));
        }
        return post("messages", value().set("statuses", Json.array(status)));
    }

    @Override
    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> reply(String recipient, String text) {
        var id = "wamid.HBgLNzkxNjEyMzQ1NjcVAgASGBQ" + last.incrementAndGet();
        var reply = messages().reply(new Route(provider(), phoneId, "79160000000", recipient), text, id);
        var value = value();
        value.set("contacts", Json.array(Json.object("profile", Json.object("name", "Иван"), "wa_id", recipient)));
        value.set(
                "messages",
                Json.array(Json.object(
                        "from",
                        recipient,
                        "id",
                        id,
                        "timestamp",
                        String.valueOf(reply.receivedAt().getEpochSecond()),
                        "type",
                        "text",
                        "text",
                        Json.object("body", text))));
        return post("messages", value);
    }

    private CompletableFuture<Outcome> post(String field, JsonNode value) {
        var body = Json.writeEscaped(Json.object(
                "object",
                "whatsapp_business_account",
                "entry",
                Json.array(Json.object(
                        "id", business, "changes", Json.array(Json.object("field", field, "value", value))))));
        var headers = Map.of("Content-Type", "application/json", "X-Hub-Signature-256", signature(appSecret, body));
        return call(webhook, headers, body, RETRIES, Simulator::is200);
    }

    /** HMAC-SHA256 of the bytes as they go over the wire. */
    static String signature(String appSecret, byte[] body) {
        return "sha256=" + HexFormat.of().formatHex(Digests.hmac("HmacSHA256", appSecret, body));
    }

    private ObjectNode value() {
        return Json.object(
                "messaging_product",
                "whatsapp",
                "metadata",
                Json.object("display_phone_number", "79160000000", "phone_number_id", phoneId));
    }
}
