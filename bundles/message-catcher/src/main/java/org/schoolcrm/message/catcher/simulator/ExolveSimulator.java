package org.schoolcrm.message.catcher.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.message.catcher.simulator.Callbacks.Outcome;

/** MTS Exolve: {@code SendSMS}, {@code GetList}, {@code GetAlphaNames} and the events of messages. */
public final class ExolveSimulator extends Simulator {

    private static final List<Duration> RETRIES = Collections.nCopies(3, Duration.ofMinutes(1));
    private static final int LONGEST = 1_000;

    private final String apiKey;
    private final Set<String> senders;
    private final AtomicLong last = new AtomicLong(439_166_538_732_440L);
    private volatile @Nullable URI events;

    /** Senders: mobile numbers and registered alpha names. */
    public ExolveSimulator(String apiKey, Set<String> senders, CaughtMessages messages, Callbacks callbacks) {
        super("exolve", messages, callbacks);
        this.apiKey = apiKey;
        this.senders = Set.copyOf(senders);
    }

    /** The address of events in the settings of the application. */
    public void events(URI address) {
        events = address;
    }

    @Override
    public Set<MessageState> reportable() {
        return EnumSet.of(MessageState.DELIVERED, MessageState.UNDELIVERED);
    }

    @Override
    protected boolean sends(ProviderCall call) {
        return call.path().equals("/messaging/v1/SendSMS");
    }

    @Override
    protected ProviderAnswer answer(ProviderCall call) {
        if (!apiKey.equals(call.bearer())) {
            return error(401, 16, "invalid api key");
        }
        if (!call.method().equals("POST")) {
            return error(405, 12, "Method Not Allowed");
        }
        if (!(call.json() instanceof ObjectNode body)) {
            return error(400, 3, "invalid body");
        }
        return switch (call.path()) {
            case "/messaging/v1/SendSMS" -> send(call, body);
            case "/messaging/v1/GetList" -> list(body);
            case "/messaging/v1/GetAlphaNames" -> alphaNames();
            default -> error(404, 5, "Not Found");
        };
    }

    private ProviderAnswer send(ProviderCall call, ObjectNode body) {
        var sender = body.path("number").asText();
        var recipient = body.path("destination").asText();
        var text = body.path("text").asText();
        if (sender.isEmpty() || recipient.isEmpty() || text.isEmpty()) {
            return error(400, 3, "number, destination and text are required");
        }
        if (!recipient.matches("79\\d{9}")) {
            return error(400, 3, "invalid destination");
        }
        if (text.length() > LONGEST) {
            return error(400, 3, "text is too long");
        }
        if (sender.matches("7[348]\\d{9}") || !senders.contains(sender)) {
            return error(400, 9, "number is not available for sms");
        }
        var refusal = call.refusal();
        if (refusal != null) {
            return refused(refusal);
        }
        var id = String.valueOf(last.incrementAndGet());
        messages().accept(new Route(provider(), "Bearer", sender, recipient), Content.sms(text), id, "", null);
        return ProviderAnswer.json(200, Json.object("message_id", id));
    }

    private ProviderAnswer refused(Refusal refusal) {
        return switch (refusal.reason()) {
            case AUTH -> error(401, 16, "invalid api key");
            case NO_MONEY -> error(402, 9, "insufficient funds");
            case ACCOUNT_BLOCKED -> error(403, 7, "account is blocked");
            case CONTENT_DENIED -> error(400, 9, "text does not match a template");
            case SENDER_DENIED -> error(400, 9, "number is not available for sms");
            case THROTTLED -> error(429, 8, "too many requests");
            case UNAVAILABLE -> error(503, 14, "unavailable");
            case UNDELIVERABLE, BLOCKED, DEACTIVATED, NO_ACCOUNT, RECIPIENT_THROTTLED -> throw neverSays(refusal);
        };
    }

    private ProviderAnswer list(ObjectNode body) {
        var id = body.path("message_id").asText();
        var found = accepted().stream()
                .filter(message -> id.isEmpty() || message.id().equals(id))
                .map(ExolveSimulator::view)
                .toArray();
        return ProviderAnswer.json(200, Json.object("messages", Json.array(found)));
    }

    private ProviderAnswer alphaNames() {
        var names = senders.stream()
                .filter(sender -> !sender.matches("\\d+"))
                .sorted()
                .toArray();
        return ProviderAnswer.json(200, Json.object("alpha_names", Json.array(names)));
    }

    @Override
    protected CompletableFuture<Outcome> told(CaughtMessage message) {
        return post(view(message).put("event_id", "DIRECTION_OUTGOING"));
    }

    @Override
    @CanIgnoreReturnValue
    public CompletableFuture<Outcome> reply(String recipient, String text) {
        var id = String.valueOf(last.incrementAndGet());
        var sender = senders.iterator().next();
        var reply = messages().reply(new Route(provider(), "Bearer", sender, recipient), text, id);
        return post(view(reply)
                .put("event_id", "DIRECTION_INCOMING")
                .put("direction", "incoming")
                .put("sender", recipient)
                .put("receiver", sender));
    }

    private CompletableFuture<Outcome> post(ObjectNode event) {
        var headers = Map.of("Content-Type", "application/json");
        return call(events, headers, Json.write(event), RETRIES, Simulator::is200);
    }

    private static ObjectNode view(CaughtMessage message) {
        return Json.object(
                "message_id", message.id(),
                "date", message.receivedAt().toString(),
                "sender", message.route().sender(),
                "receiver", message.recipient(),
                "text", message.text(),
                "direction", "outgoing",
                "channel", "SMS",
                "segments_count", message.content().parts(),
                "status", status(message.state()));
    }

    private static String status(MessageState state) {
        return switch (state) {
            case ACCEPTED, REPLY -> "SENT";
            case DELIVERED, READ -> "DELIVERED";
            case UNDELIVERED, BLOCKED, NO_ACCOUNT -> "UNDELIVERED";
        };
    }

    private static ProviderAnswer error(int status, int code, String message) {
        return ProviderAnswer.json(status, Json.object("code", code, "message", message, "details", Json.array()));
    }
}
