package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.message.catcher.simulator.Callbacks.Outcome;
import org.schoolcrm.message.catcher.simulator.Refusal.Reason;

/** SMSC.ru: {@code /sys/send.php}, {@code /rest/send/}, statuses, balance and the handler of statuses and replies. */
public final class SmscSimulator extends Simulator {

    private static final Map<Reason, Integer> ERRORS = Map.of(
            Reason.AUTH, 2,
            Reason.NO_MONEY, 3,
            Reason.ACCOUNT_BLOCKED, 4,
            Reason.CONTENT_DENIED, 6,
            Reason.SENDER_DENIED, 6,
            Reason.UNDELIVERABLE, 8,
            Reason.BLOCKED, 8,
            Reason.THROTTLED, 9);
    private static final Map<Integer, String> TEXTS = Map.of(
            1, "parameters error",
            2, "authorise error",
            3, "not enough money",
            4, "ip is blocked",
            6, "message is denied",
            7, "invalid number",
            8, "message can not be delivered",
            9, "duplicate request");
    private static final Set<Integer> ERRORS_WITH_ID = Set.of(3, 6, 7, 8);
    private static final int LONGEST = 1_000;
    private static final int NOT_FOUND = -3;
    private static final Duration SAME_REQUEST = Duration.ofMinutes(1);
    private static final List<Duration> RETRIES = Collections.nCopies(4, Duration.ofMinutes(5));
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss").withZone(ZoneId.of("Europe/Moscow"));

    private final String login;
    private final String password;
    private final String apiKey;
    private final Roubles balance = new Roubles("100000.00", "4.60");
    private final AtomicInteger lastId = new AtomicInteger(1_233);
    private final Map<String, Instant> requests = new HashMap<>();
    private volatile @Nullable URI handler;
    private volatile String secret = "";

    public SmscSimulator(String login, String password, String apiKey, CaughtMessages messages, Callbacks callbacks) {
        super("smsc", messages, callbacks);
        this.login = login;
        this.password = password;
        this.apiKey = apiKey;
    }

    /** The address and the secret word that a client enters in the settings of its account. */
    public void handler(URI address, String secretWord) {
        handler = address;
        secret = secretWord;
    }

    public void balance(String roubles) {
        balance.set(roubles);
    }

    @Override
    public Set<MessageState> reportable() {
        return EnumSet.of(MessageState.DELIVERED, MessageState.READ, MessageState.UNDELIVERED);
    }

    @Override
    protected boolean sends(ProviderCall call) {
        return call.path().equals("/sys/send.php") || call.path().equals("/rest/send/");
    }

    @Override
    protected ProviderAnswer answer(ProviderCall call) {
        var parameters = parameters(call);
        if (parameters == null || !knows(parameters)) {
            return error(call, parameters == null ? 1 : 2, 0);
        }
        return switch (call.path()) {
            case "/sys/send.php", "/rest/send/" -> send(call, parameters);
            case "/sys/status.php", "/rest/status/" -> status(parameters);
            case "/sys/balance.php", "/rest/balance/" ->
                ProviderAnswer.json(200, Json.object("balance", balance.left().toPlainString()));
            default -> ProviderAnswer.html(404, "<h1>404 Not Found</h1>");
        };
    }

    private ProviderAnswer send(ProviderCall call, Map<String, String> parameters) {
        var refusal = call.refusal();
        var phones = parameters.getOrDefault("phones", "").split("[,;\\s]+");
        var text = parameters.getOrDefault("mes", "");
        var wantedId = parameters.getOrDefault("id", "");
        if (phones[0].isEmpty() || text.isEmpty() || text.length() > LONGEST || !isId(wantedId)) {
            return error(call, 1, 0);
        }
        int id = wantedId.isEmpty() ? lastId.incrementAndGet() : Integer.parseInt(wantedId);
        if (refusal != null) {
            var code = ERRORS.get(refusal.reason());
            if (code == null) {
                throw neverSays(refusal);
            }
            return error(call, code, id);
        }
        for (var phone : phones) {
            if (!phone.matches("\\+?\\d{10,15}")) {
                return error(call, 7, id);
            }
        }
        var sender = parameters.getOrDefault("sender", "SMSC.RU");
        if (!sender.matches("[\\w .\\-]{1,11}|\\d{1,15}")) {
            return error(call, 6, id);
        }
        if (isRepeated(call)) {
            return error(call, 9, 0);
        }
        int parts = SmsParts.count(text) * phones.length;
        if (!balance.charge(parts)) {
            return error(call, 3, id);
        }
        for (var phone : phones) {
            var route = new Route(provider(), login, sender, digits(phone));
            messages().accept(route, Content.sms(text), String.valueOf(id), wantedId, null);
        }
        return accepted(parameters, id, parts);
    }

    private ProviderAnswer accepted(Map<String, String> parameters, int id, int parts) {
        if (!parameters.getOrDefault("fmt", "0").equals("3")) {
            return ProviderAnswer.text(200, "OK - " + parts + " SMS, ID - " + id);
        }
        var answer = Json.object("id", id, "cnt", parts);
        var cost = parameters.getOrDefault("cost", "0");
        if (cost.equals("2") || cost.equals("3")) {
            answer.put("cost", balance.price(parts).toPlainString());
        }
        if (cost.equals("3")) {
            answer.put("balance", balance.left().toPlainString());
        }
        return ProviderAnswer.json(200, answer);
    }

    /** Of one message, or a list where numbers and phones stand between commas; a comma at the end makes a list of one. */
    private ProviderAnswer status(Map<String, String> parameters) {
        var ids = parameters.getOrDefault("id", "");
        var phones = parameters.getOrDefault("phone", "").split(",");
        if (!ids.contains(",")) {
            return ProviderAnswer.json(
                    200,
                    find(ids, phones[0])
                            .map(SmscSimulator::status)
                            .orElseGet(() -> Json.object("error", "message not found", "error_code", 3)));
        }
        var wanted = ids.split(",");
        if (wanted.length != phones.length) {
            return ProviderAnswer.json(200, Json.object("error", TEXTS.get(1), "error_code", 1));
        }
        var statuses = new ArrayList<ObjectNode>();
        for (int i = 0; i < wanted.length; i++) {
            var status = find(wanted[i], phones[i])
                    .map(SmscSimulator::status)
                    .orElseGet(() -> Json.object("status", NOT_FOUND));
            statuses.add(status.put("id", wanted[i]).put("phone", digits(phones[i])));
        }
        return ProviderAnswer.json(200, Json.array(statuses.toArray()));
    }

    private Optional<CaughtMessage> find(String id, String phone) {
        return accepted().stream()
                .filter(message ->
                        message.id().equals(id) && message.recipient().equals(digits(phone)))
                .findFirst();
    }

    private static ObjectNode status(CaughtMessage message) {
        var last = message.history().get(message.history().size() - 1);
        return Json.object(
                "status", code(last.state()),
                "last_date", TIME.format(last.at()),
                "last_timestamp", last.at().getEpochSecond(),
                "err", err(last.state()));
    }

    /** Checksums as the client's handler finds them: of number, phone, status and the secret word. */
    @Override
    protected CompletableFuture<Outcome> told(CaughtMessage message) {
        var last = message.history().get(message.history().size() - 1);
        var status = String.valueOf(code(last.state()));
        var signed = String.join(":", message.id(), message.recipient(), status, secret);
        return post(Forms.of(
                "id", message.id(),
                "phone", message.recipient(),
                "status", status,
                "time", TIME.format(last.at()),
                "ts", String.valueOf(last.at().getEpochSecond()),
                "err", String.valueOf(err(last.state())),
                "cnt", String.valueOf(message.content().parts()),
                "type", "0",
                "md5", Digests.hex("MD5", signed),
                "sha1", Digests.hex("SHA-1", signed)));
    }

    @Override
    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> reply(String recipient, String text) {
        int id = lastId.incrementAndGet();
        var reply = messages().reply(new Route(provider(), login, "SMSC.RU", recipient), text, String.valueOf(id));
        var signed = String.join(":", recipient, text, "SMSC.RU", secret);
        return post(Forms.of(
                "id", reply.id(),
                "phone", recipient,
                "mes", text,
                "to", "SMSC.RU",
                "sent", String.valueOf(reply.receivedAt().getEpochSecond()),
                "time", TIME.format(reply.receivedAt()),
                "ts", String.valueOf(reply.receivedAt().getEpochSecond()),
                "md5", Digests.hex("MD5", signed),
                "sha1", Digests.hex("SHA-1", signed)));
    }

    private CompletableFuture<Outcome> post(Map<String, String> form) {
        return call(handler, Forms.TYPE, Forms.write(form), RETRIES, Simulator::is200);
    }

    /** The form is read in its own charset, which is windows-1251 unless said otherwise. */
    private static @Nullable Map<String, String> parameters(ProviderCall call) {
        if (!call.path().startsWith("/rest/")) {
            var charset = charset(call.parameters().getOrDefault("charset", "windows-1251"));
            return charset == null ? null : call.parameters(charset);
        }
        var parameters = new HashMap<>(Map.of("fmt", "3"));
        if (!(call.json() instanceof ObjectNode body)) {
            return null;
        }
        body.properties()
                .forEach(
                        field -> parameters.put(field.getKey(), field.getValue().asText()));
        return parameters;
    }

    private static @Nullable Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    private boolean knows(Map<String, String> parameters) {
        return apiKey.equals(parameters.get("apikey"))
                || (login.equals(parameters.get("login")) && password.equals(parameters.get("psw")));
    }

    private boolean isRepeated(ProviderCall call) {
        var now = now();
        var key = call.path() + call.query() + new String(call.body(), StandardCharsets.ISO_8859_1);
        synchronized (requests) {
            requests.values().removeIf(at -> !at.plus(SAME_REQUEST).isAfter(now));
            return requests.putIfAbsent(key, now) != null;
        }
    }

    private ProviderAnswer error(ProviderCall call, int code, int id) {
        boolean withId = id > 0 && ERRORS_WITH_ID.contains(code);
        var text = TEXTS.getOrDefault(code, "error");
        if (!call.path().startsWith("/rest/")
                && !call.parameters().getOrDefault("fmt", "0").equals("3")) {
            return ProviderAnswer.text(200, "ERROR = " + code + " (" + text + ")" + (withId ? ", ID - " + id : ""));
        }
        var answer = Json.object("error", text, "error_code", code);
        return ProviderAnswer.json(200, withId ? answer.put("id", id) : answer);
    }

    private static boolean isId(String id) {
        return id.isEmpty() || (id.matches("\\d{1,10}") && isPositiveInt(Long.parseLong(id)));
    }

    private static boolean isPositiveInt(long id) {
        return id >= 1 && id <= Integer.MAX_VALUE;
    }

    private static String digits(String phone) {
        return phone.replaceAll("\\D", "");
    }

    private static int code(MessageState state) {
        return switch (state) {
            case ACCEPTED, REPLY -> 0;
            case DELIVERED -> 1;
            case READ -> 2;
            case UNDELIVERED, BLOCKED, NO_ACCOUNT -> 20;
        };
    }

    private static int err(MessageState state) {
        return state == MessageState.UNDELIVERED ? 1 : 0;
    }
}
