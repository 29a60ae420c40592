package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.schoolcrm.message.catcher.simulator.Callbacks.Outcome;
import org.schoolcrm.message.catcher.simulator.Refusal.Reason;

/** SMS.ru: {@code /sms/send}, {@code /sms/status}, {@code /sms/cost}, balance, names and status handlers. */
public final class SmsRuSimulator extends Simulator {

    private static final Map<Reason, Integer> CODES = Map.of(
            Reason.AUTH, 200,
            Reason.NO_MONEY, 201,
            Reason.SENDER_DENIED, 204,
            Reason.RECIPIENT_THROTTLED, 230,
            Reason.UNDELIVERABLE, 207,
            Reason.CONTENT_DENIED, 207,
            Reason.BLOCKED, 209,
            Reason.UNAVAILABLE, 220);
    private static final Set<Integer> WHOLE_REQUEST = Set.of(200, 204, 220);
    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(200, "Неправильный api_id"),
            Map.entry(201, "Не хватает средств на лицевом счету"),
            Map.entry(202, "Неправильно указан номер телефона получателя"),
            Map.entry(203, "Нет текста сообщения"),
            Map.entry(204, "Имя отправителя не согласовано с администрацией"),
            Map.entry(205, "Сообщение слишком длинное (превышает 8 СМС)"),
            Map.entry(207, "На этот номер нельзя отправлять сообщения"),
            Map.entry(209, "Вы добавили этот номер в стоп-лист"),
            Map.entry(210, "Используется GET, где необходимо использовать POST"),
            Map.entry(211, "Метод не найден"),
            Map.entry(220, "Сервис временно недоступен, попробуйте чуть позже"),
            Map.entry(230, "Превышен общий лимит количества сообщений на этот номер в день"));
    private static final int MOST_NUMBERS = 100;
    private static final int MOST_PARTS = 8;
    private static final int MOST_A_DAY = 60;
    private static final List<Duration> RETRIES =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));

    private final String apiId;
    private final Set<String> senders;
    private final Roubles balance = new Roubles("100000.00", "4.10");
    private final AtomicInteger sent = new AtomicInteger();
    private final List<URI> handlers = new CopyOnWriteArrayList<>();

    /** Senders: the names that SMS.ru has approved. */
    public SmsRuSimulator(String apiId, Set<String> senders, CaughtMessages messages, Callbacks callbacks) {
        super("smsru", messages, callbacks);
        this.apiId = apiId;
        this.senders = Set.copyOf(senders);
    }

    /** An address that a client enters in the settings of its account. */
    public void handler(URI address) {
        handlers.add(address);
    }

    public void balance(String roubles) {
        balance.set(roubles);
    }

    @Override
    public Set<MessageState> reportable() {
        return EnumSet.of(MessageState.DELIVERED, MessageState.UNDELIVERED);
    }

    @Override
    protected boolean sends(ProviderCall call) {
        return call.path().equals("/sms/send");
    }

    @Override
    protected ProviderAnswer answer(ProviderCall call) {
        var parameters = call.parameters();
        if (!apiId.equals(parameters.get("api_id"))) {
            return error(200);
        }
        return switch (call.path()) {
            case "/sms/send" -> call.method().equals("POST") ? send(call, parameters) : error(210);
            case "/sms/cost" -> cost(parameters);
            case "/sms/status" -> status(parameters);
            case "/my/balance" -> ProviderAnswer.json(200, ok().put("balance", balance.left()));
            case "/my/senders" -> ProviderAnswer.json(200, senders());
            case "/auth/check" -> ProviderAnswer.json(200, ok());
            case "/callback/add" -> {
                handlers.add(URI.create(parameters.getOrDefault("url", "")));
                yield callbackList();
            }
            case "/callback/del" -> {
                handlers.remove(URI.create(parameters.getOrDefault("url", "")));
                yield callbackList();
            }
            case "/callback/get" -> callbackList();
            default -> error(211);
        };
    }

    private ProviderAnswer send(ProviderCall call, Map<String, String> parameters) {
        var refusal = call.refusal();
        var code = refusal == null ? null : CODES.get(refusal.reason());
        if (refusal != null && code == null) {
            throw neverSays(refusal);
        }
        if (code != null && WHOLE_REQUEST.contains(code)) {
            return error(code);
        }
        if (parameters.containsKey("from") && !senders.contains(parameters.get("from"))) {
            return error(204);
        }
        var texts = texts(parameters);
        if (texts.isEmpty()) {
            return error(202);
        }
        if (texts.size() > MOST_NUMBERS) {
            return error(207);
        }
        var answers = Json.object();
        texts.forEach(
                (phone, text) -> answers.set(phone, code == null ? one(phone, text, parameters) : numberError(code)));
        var answer = ok();
        answer.set("sms", answers);
        answer.put("balance", balance.left());
        return ProviderAnswer.json(200, answer);
    }

    private ObjectNode one(String phone, String text, Map<String, String> parameters) {
        int parts = SmsParts.count(text);
        if (!phone.matches("[78]?9\\d{9}")) {
            return numberError(202);
        }
        if (text.isEmpty()) {
            return numberError(203);
        }
        if (parts > MOST_PARTS) {
            return numberError(205);
        }
        var recipient = "7" + phone.substring(phone.length() - 10);
        if (sentToday(recipient) >= MOST_A_DAY) {
            return numberError(230);
        }
        var id = "000000-" + (10_000_000 + sent.getAndIncrement());
        if (!"1".equals(parameters.get("test"))) {
            if (!balance.charge(parts)) {
                return numberError(201);
            }
            var route = new Route(provider(), "api_id", parameters.getOrDefault("from", "SMS.RU"), recipient);
            messages().accept(route, Content.sms(text), id, "", null);
        }
        return ok().put("sms_id", id);
    }

    private long sentToday(String recipient) {
        var since = now().minus(Duration.ofDays(1));
        return accepted().stream()
                .filter(message -> message.recipient().equals(recipient)
                        && message.receivedAt().isAfter(since))
                .count();
    }

    /** {@code to[phone]=text} for each number, or one {@code msg} for all of {@code to}. */
    private static Map<String, String> texts(Map<String, String> parameters) {
        var texts = new LinkedHashMap<String, String>();
        parameters.forEach((name, value) -> {
            if (name.startsWith("to[") && name.endsWith("]")) {
                texts.put(name.substring(3, name.length() - 1), value);
            }
        });
        var to = parameters.getOrDefault("to", "");
        if (!to.isEmpty()) {
            for (var phone : to.split(",")) {
                texts.put(phone, parameters.getOrDefault("msg", ""));
            }
        }
        return texts;
    }

    private ProviderAnswer cost(Map<String, String> parameters) {
        var answers = Json.object();
        int parts = 0;
        for (var one : texts(parameters).entrySet()) {
            int count = SmsParts.count(one.getValue());
            parts += count;
            answers.set(one.getKey(), ok().put("cost", balance.price(count)).put("sms", count));
        }
        var answer = ok();
        answer.set("sms", answers);
        answer.put("total_cost", balance.price(parts)).put("total_sms", parts);
        return ProviderAnswer.json(200, answer);
    }

    private ProviderAnswer status(Map<String, String> parameters) {
        var answers = Json.object();
        for (var id : parameters.getOrDefault("sms_id", "").split(",")) {
            var found = messages().find(provider(), id);
            answers.set(
                    id,
                    found.isEmpty()
                            ? Json.object("status", "ERROR", "status_code", -1, "status_text", "Сообщение не найдено")
                            : Json.object(
                                    "status", "OK",
                                    "status_code", code(found.get().state()),
                                    "cost", balance.price(found.get().content().parts()),
                                    "status_text", text(found.get().state())));
        }
        var answer = ok();
        answer.set("sms", answers);
        return ProviderAnswer.json(200, answer.put("balance", balance.left()));
    }

    @Override
    protected CompletableFuture<Outcome> told(CaughtMessage message) {
        var last = message.history().get(message.history().size() - 1);
        var entry = String.join(
                "\n",
                "sms_status",
                message.id(),
                String.valueOf(code(last.state())),
                String.valueOf(last.at().getEpochSecond()));
        var form = Forms.write(Forms.of("data[]", entry, "hash", Digests.hex("SHA-256", apiId + entry)));
        return handlers.stream()
                .map(handler -> call(
                        handler,
                        Forms.TYPE,
                        form,
                        RETRIES,
                        answer -> answer.body().strip().equals("100")))
                .reduce(nobodyAsked(), (first, second) -> first.thenCombine(second, (a, b) -> b));
    }

    /** Kept, but told to nobody: SMS.ru takes no messages. */
    @Override
    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> reply(String recipient, String text) {
        messages().reply(new Route(provider(), "api_id", "SMS.RU", recipient), text, "in-" + sent.incrementAndGet());
        return nobodyAsked();
    }

    private ProviderAnswer callbackList() {
        var answer = ok();
        answer.set("callback", Json.array(handlers.stream().map(URI::toString).toArray()));
        return ProviderAnswer.json(200, answer);
    }

    private ObjectNode senders() {
        var answer = ok();
        answer.set("senders", Json.array(senders.stream().sorted().toArray()));
        return answer;
    }

    private static ObjectNode ok() {
        return Json.object("status", "OK", "status_code", 100);
    }

    private static ObjectNode numberError(int code) {
        return Json.object("status", "ERROR", "status_code", code, "status_text", TEXTS.getOrDefault(code, "Ошибка"));
    }

    private static ProviderAnswer error(int code) {
        return ProviderAnswer.json(200, numberError(code));
    }

    private static int code(MessageState state) {
        return switch (state) {
            case ACCEPTED, REPLY -> 102;
            case DELIVERED, READ -> 103;
            case UNDELIVERED, BLOCKED, NO_ACCOUNT -> 107;
        };
    }

    private static String text(MessageState state) {
        return switch (code(state)) {
            case 102 -> "Сообщение отправлено (в пути)";
            case 103 -> "Сообщение доставлено";
            default -> "Не может быть доставлено: неизвестная причина";
        };
    }
}
