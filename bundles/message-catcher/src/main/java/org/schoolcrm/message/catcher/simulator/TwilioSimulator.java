package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.message.catcher.simulator.Callbacks.Outcome;
import org.schoolcrm.message.catcher.simulator.Refusal.Reason;

/** Twilio: the resource {@code Messages}, status callbacks, incoming messages and opting out by STOP. */
public final class TwilioSimulator extends Simulator {

    private record TwilioError(int status, String text) {}

    private static final Map<Integer, TwilioError> ERRORS = Map.ofEntries(
            Map.entry(20003, new TwilioError(401, "Authenticate")),
            Map.entry(20404, new TwilioError(404, "The requested resource was not found")),
            Map.entry(20429, new TwilioError(429, "Too Many Requests")),
            Map.entry(20503, new TwilioError(503, "Service unavailable")),
            Map.entry(21211, new TwilioError(400, "Invalid 'To' Phone Number")),
            Map.entry(21408, new TwilioError(400, "Permission to send an SMS has not been enabled for the region")),
            Map.entry(21602, new TwilioError(400, "Message body is required.")),
            Map.entry(21603, new TwilioError(400, "A 'From' phone number is required.")),
            Map.entry(21604, new TwilioError(400, "A 'To' phone number is required.")),
            Map.entry(21606, new TwilioError(400, "The 'From' phone number is not a valid, message-capable number")),
            Map.entry(21609, new TwilioError(400, "The 'StatusCallback' URL is not a valid URL.")),
            Map.entry(21610, new TwilioError(400, "Attempt to send to unsubscribed recipient")),
            Map.entry(21612, new TwilioError(400, "The 'To' phone number is not currently reachable via SMS")),
            Map.entry(21614, new TwilioError(400, "'To' number is not a valid mobile number")),
            Map.entry(21617, new TwilioError(400, "The concatenated message body exceeds the 1600 character limit.")),
            Map.entry(30001, new TwilioError(429, "Queue overflow")),
            Map.entry(90010, new TwilioError(403, "Account is not active")));
    private static final Map<Reason, Integer> CODES = Map.of(
            Reason.AUTH, 20003,
            Reason.THROTTLED, 20429,
            Reason.UNAVAILABLE, 20503,
            Reason.ACCOUNT_BLOCKED, 90010,
            Reason.NO_MONEY, 90010,
            Reason.SENDER_DENIED, 21606,
            Reason.BLOCKED, 21610,
            Reason.UNDELIVERABLE, 21612,
            Reason.NO_ACCOUNT, 21614);
    private static final Set<String> STOP_WORDS = Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT");
    private static final Set<String> START_WORDS = Set.of("START", "YES", "UNSTOP");
    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
    private static final int LONGEST = 1_600;

    private final String account;
    private final String token;
    private final AtomicLong last = new AtomicLong();
    private final Set<String> optedOut = ConcurrentHashMap.newKeySet();
    private volatile @Nullable URI incoming;

    public TwilioSimulator(String account, String token, CaughtMessages messages, Callbacks callbacks) {
        super("twilio", messages, callbacks);
        this.account = account;
        this.token = token;
    }

    /** The address for incoming messages in the settings of the number or service. */
    public void incoming(URI address) {
        incoming = address;
    }

    @Override
    public Set<MessageState> reportable() {
        return EnumSet.of(MessageState.DELIVERED, MessageState.UNDELIVERED);
    }

    @Override
    protected boolean sends(ProviderCall call) {
        return call.method().equals("POST") && call.path().endsWith("/Messages.json");
    }

    @Override
    protected ProviderAnswer answer(ProviderCall call) {
        var root = "/2010-04-01/Accounts/" + account;
        if (!call.basic().equals(account + ":" + token)) {
            return error(20003);
        }
        if (!call.path().startsWith(root)) {
            return error(20404);
        }
        var path = call.path().substring(root.length());
        if (path.equals("/Messages.json")) {
            return call.method().equals("POST") ? send(call) : list(call.parameters());
        }
        if (path.startsWith("/Messages/")) {
            var sid = path.substring("/Messages/".length()).replace(".json", "");
            return messages()
                    .find(provider(), sid)
                    .map(message -> ProviderAnswer.json(200, view(message)))
                    .orElseGet(() -> error(20404));
        }
        return path.equals("/Balance.json")
                ? ProviderAnswer.json(200, Json.object("account_sid", account, "balance", "100.00", "currency", "USD"))
                : error(20404);
    }

    private ProviderAnswer send(ProviderCall call) {
        var form = call.parameters();
        int wrong = wrong(form);
        if (wrong != 0) {
            return error(wrong);
        }
        var refusal = call.refusal();
        if (refusal != null) {
            var code = CODES.get(refusal.reason());
            if (code == null) {
                throw neverSays(refusal);
            }
            return error(code);
        }
        var to = form.getOrDefault("To", "");
        if (optedOut.contains(to)) {
            return error(21610);
        }
        var callback = form.get("StatusCallback");
        var sender = form.getOrDefault("From", form.getOrDefault("MessagingServiceSid", ""));
        var message = messages()
                .accept(
                        new Route(provider(), account, sender, to),
                        Content.sms(form.getOrDefault("Body", "")),
                        sid(),
                        "",
                        callback == null ? null : URI.create(callback));
        return ProviderAnswer.json(201, view(message));
    }

    private static int wrong(Map<String, String> form) {
        var to = form.getOrDefault("To", "");
        if (to.isEmpty()) {
            return 21604;
        }
        if (!E164.matcher(to).matches()) {
            return 21211;
        }
        if (form.getOrDefault("Body", "").isEmpty()) {
            return 21602;
        }
        if (form.getOrDefault("Body", "").length() > LONGEST) {
            return 21617;
        }
        if (form.getOrDefault("From", "").isEmpty()
                && !form.getOrDefault("MessagingServiceSid", "").startsWith("MG")) {
            return 21603;
        }
        return form.getOrDefault("StatusCallback", "https://").matches("https?://\\S*") ? 0 : 21609;
    }

    private ProviderAnswer list(Map<String, String> filter) {
        var found = accepted().stream()
                .filter(message ->
                        !filter.containsKey("To") || message.recipient().equals(filter.get("To")))
                .map(this::view)
                .toArray();
        return ProviderAnswer.json(200, Json.object("messages", Json.array(found), "next_page_uri", null));
    }

    @Override
    protected CompletableFuture<Outcome> told(CaughtMessage message) {
        var status = status(message.state());
        var form = new HashMap<>(Map.of(
                "MessageSid",
                message.id(),
                "SmsSid",
                message.id(),
                "MessageStatus",
                status,
                "SmsStatus",
                status,
                "To",
                message.recipient(),
                "From",
                message.route().sender(),
                "AccountSid",
                account,
                "ApiVersion",
                "2010-04-01"));
        if (message.state() == MessageState.UNDELIVERED) {
            form.put("ErrorCode", "30003");
        }
        return post(message.callback(), form);
    }

    @Override
    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> reply(String recipient, String text) {
        var to = messages()
                .lastTo(provider(), recipient)
                .map(message -> message.route().sender())
                .orElse("");
        var id = sid();
        messages().reply(new Route(provider(), account, to, recipient), text, id);
        var form = new HashMap<>(Map.of(
                "MessageSid", id,
                "SmsSid", id,
                "SmsMessageSid", id,
                "AccountSid", account,
                "From", recipient,
                "To", to,
                "Body", text,
                "NumMedia", "0",
                "NumSegments", "1",
                "ApiVersion", "2010-04-01"));
        var word = text.strip().toUpperCase(Locale.ROOT);
        if (STOP_WORDS.contains(word)) {
            optedOut.add(recipient);
            form.put("OptOutType", "STOP");
        }
        if (START_WORDS.contains(word)) {
            optedOut.remove(recipient);
            form.put("OptOutType", "START");
        }
        return post(incoming, form);
    }

    /** Twilio does not repeat a callback that was answered, however badly. */
    private CompletableFuture<Outcome> post(@Nullable URI address, Map<String, String> form) {
        if (address == null) {
            return nobodyAsked();
        }
        var headers = new HashMap<>(Forms.TYPE);
        headers.put("X-Twilio-Signature", signature(token, address.toString(), form));
        return call(address, headers, Forms.write(form), List.of(), answer -> answer.statusCode() / 100 == 2);
    }

    /** Base64 of HMAC-SHA1 over the full address and all parameters, sorted by name. */
    static String signature(String token, String address, Map<String, String> form) {
        var signed = new StringBuilder(address);
        new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
        var bytes = signed.toString().getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Digests.hmac("HmacSHA1", token, bytes));
    }

    private ObjectNode view(CaughtMessage message) {
        var sender = message.route().sender();
        var date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(message.receivedAt().atOffset(ZoneOffset.UTC));
        boolean failed = message.state() == MessageState.UNDELIVERED;
        return Json.object(
                "sid",
                message.id(),
                "account_sid",
                account,
                "messaging_service_sid",
                sender.startsWith("MG") ? sender : null,
                "from",
                sender.startsWith("MG") ? null : sender,
                "to",
                message.recipient(),
                "body",
                message.text(),
                "status",
                status(message.state()),
                "num_segments",
                String.valueOf(message.content().parts()),
                "num_media",
                "0",
                "direction",
                "outbound-api",
                "api_version",
                "2010-04-01",
                "date_created",
                date,
                "date_updated",
                date,
                "date_sent",
                null,
                "price",
                null,
                "price_unit",
                "USD",
                "error_code",
                failed ? 30003 : null,
                "error_message",
                null,
                "uri",
                "/2010-04-01/Accounts/" + account + "/Messages/" + message.id() + ".json");
    }

    private String sid() {
        return "SM" + String.format(Locale.ROOT, "%032x", last.incrementAndGet());
    }

    private static String status(MessageState state) {
        return switch (state) {
            case ACCEPTED, REPLY -> "queued";
            case DELIVERED, READ -> "delivered";
            case UNDELIVERED, BLOCKED, NO_ACCOUNT -> "undelivered";
        };
    }

    private static ProviderAnswer error(int code) {
        var error = ERRORS.getOrDefault(code, new TwilioError(400, "Bad Request"));
        return ProviderAnswer.json(
                error.status(),
                Json.object(
                        "code",
                        code,
                        "message",
                        error.text(),
                        "more_info",
                        "https://www.twilio.com/docs/errors/" + code,
                        "status",
                        error.status()));
    }
}
