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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.message.catcher.simulator.Callbacks.Outcome;
import org.schoolcrm.message.catcher.simulator.Refusal.Reason;

/** SMS Aero, version 2: {@code /v2/sms/send}, test sending, status, balance and the callback named in the request. */
public final class SmsAeroSimulator extends Simulator {

    private static final List<Duration> RETRIES = Collections.nCopies(4, Duration.ofMinutes(1));
    private static final Map<Reason, ProviderAnswer> REFUSALS = Map.of(
            Reason.AUTH, failure(401, null, "Your request was made with invalid credentials."),
            Reason.NO_MONEY, failure(402, null, "Not enough money"),
            Reason.ACCOUNT_BLOCKED, failure(403, null, "Access denied"),
            Reason.CONTENT_DENIED, failure(400, null, "Text is not allowed"),
            Reason.SENDER_DENIED,
                    failure(400, Json.object("sign", Json.array("Sign is not allowed")), "Validation error."),
            Reason.THROTTLED, failure(429, null, "Too many requests"));

    private final String credentials;
    private final Roubles balance = new Roubles("100000.00", "5.49");
    private final AtomicInteger last = new AtomicInteger(12_344);
    private final Map<String, Boolean> wantsJson = new ConcurrentHashMap<>();

    public SmsAeroSimulator(String email, String apiKey, CaughtMessages messages, Callbacks callbacks) {
        super("smsaero", messages, callbacks);
        this.credentials = email + ":" + apiKey;
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
        return call.path().equals("/v2/sms/send");
    }

    @Override
    protected ProviderAnswer answer(ProviderCall call) {
        if (!credentials.equals(call.basic())) {
            return failure(401, null, "Your request was made with invalid credentials.");
        }
        var parameters = parameters(call);
        return switch (call.path()) {
            case "/v2/sms/send" -> send(call, parameters, true);
            case "/v2/sms/testsend" -> send(call, parameters, false);
            case "/v2/sms/status" -> status(parameters);
            case "/v2/balance" -> success(Json.object("balance", balance.left()));
            case "/v2/auth" ->
                ProviderAnswer.json(
                        200, Json.object("success", true, "data", null, "message", "Successful authorization."));
            default -> failure(404, null, "Page not found.");
        };
    }

    private ProviderAnswer send(ProviderCall call, Map<String, String> parameters, boolean real) {
        var wrong = wrong(parameters);
        if (!wrong.isEmpty()) {
            return failure(400, wrong, "Validation error.");
        }
        var refusal = call.refusal();
        if (refusal != null) {
            var answer = REFUSALS.get(refusal.reason());
            if (answer == null) {
                throw neverSays(refusal);
            }
            return answer;
        }
        var content = Content.sms(parameters.getOrDefault("text", ""));
        if (real && !balance.charge(content.parts())) {
            return failure(402, null, "Not enough money");
        }
        var id = String.valueOf(last.incrementAndGet());
        var address = parameters.get("callbackUrl");
        wantsJson.put(id, "JSON".equals(parameters.get("callbackFormat")));
        var route = new Route(
                provider(),
                credentials.split(":")[0],
                parameters.getOrDefault("sign", ""),
                parameters.getOrDefault("number", ""));
        var message = new CaughtMessage(
                0, route, content, id, "", null, now(), List.of(new CaughtMessage.Step(now(), MessageState.ACCEPTED)));
        if (real) {
            message = messages().accept(route, content, id, "", address == null ? null : URI.create(address));
        }
        return success(view(message));
    }

    private static ObjectNode wrong(Map<String, String> parameters) {
        var wrong = Json.object();
        if (!parameters.getOrDefault("number", "").matches("7\\d{10}")) {
            wrong.set("number", Json.array("Number is not valid."));
        }
        int text = parameters.getOrDefault("text", "").length();
        if (text < 2 || text > 640) {
            wrong.set("text", Json.array("Text should contain from 2 to 640 characters."));
        }
        int sign = parameters.getOrDefault("sign", "").length();
        if (sign < 2 || sign > 64) {
            wrong.set("sign", Json.array("Sign should contain from 2 to 64 characters."));
        }
        if (!parameters.getOrDefault("callbackUrl", "http://").matches("https?://\\S*")) {
            wrong.set("callbackUrl", Json.array("Callback url is not a valid URL."));
        }
        return wrong;
    }

    private ProviderAnswer status(Map<String, String> parameters) {
        var found = messages().find(provider(), parameters.getOrDefault("id", ""));
        return found.isEmpty() ? failure(404, null, "Message not found.") : success(view(found.get()));
    }

    @Override
    protected CompletableFuture<Outcome> told(CaughtMessage message) {
        var view = view(message);
        if (wantsJson.getOrDefault(message.id(), false)) {
            var headers = Map.of("Content-Type", "application/json");
            return call(message.callback(), headers, Json.write(view), RETRIES, Simulator::is200);
        }
        var form = new HashMap<String, String>();
        view.properties()
                .forEach(field -> form.put(field.getKey(), field.getValue().asText()));
        return call(message.callback(), Forms.TYPE, Forms.write(form), RETRIES, Simulator::is200);
    }

    /** Kept, but told to nobody: the documents know no callback of replies. */
    @Override
    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> reply(String recipient, String text) {
        var route = new Route(provider(), credentials.split(":")[0], "SMS Aero", recipient);
        messages().reply(route, text, "in-" + last.incrementAndGet());
        return nobodyAsked();
    }

    private ObjectNode view(CaughtMessage message) {
        var status = message.history().get(message.history().size() - 1);
        var view = Json.object(
                "id", Long.parseLong(message.id()),
                "from", message.route().sender(),
                "number", message.recipient(),
                "text", message.text(),
                "status", code(status.state()),
                "extendStatus", extended(status.state()),
                "channel", "FREE SIGN",
                "cost", balance.price(message.content().parts()),
                "dateCreate", message.receivedAt().getEpochSecond(),
                "dateSend", message.receivedAt().getEpochSecond());
        return status.state() == MessageState.ACCEPTED
                ? view
                : view.put("dateAnswer", status.at().getEpochSecond());
    }

    private static Map<String, String> parameters(ProviderCall call) {
        if (!call.isJson()) {
            return call.parameters();
        }
        var parameters = new HashMap<String, String>();
        call.json()
                .properties()
                .forEach(
                        field -> parameters.put(field.getKey(), field.getValue().asText()));
        return parameters;
    }

    private static ProviderAnswer success(ObjectNode data) {
        return ProviderAnswer.json(200, Json.object("success", true, "data", data, "message", null));
    }

    private static ProviderAnswer failure(int status, @Nullable ObjectNode data, String message) {
        return ProviderAnswer.json(status, Json.object("success", false, "data", data, "message", message));
    }

    private static int code(MessageState state) {
        return switch (state) {
            case ACCEPTED, REPLY -> 0;
            case DELIVERED, READ -> 1;
            case UNDELIVERED, BLOCKED, NO_ACCOUNT -> 2;
        };
    }

    private static String extended(MessageState state) {
        return switch (code(state)) {
            case 0 -> "queue";
            case 1 -> "delivery";
            default -> "undelivery";
        };
    }
}
