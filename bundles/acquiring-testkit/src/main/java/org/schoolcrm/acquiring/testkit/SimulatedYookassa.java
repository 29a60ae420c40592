package org.schoolcrm.acquiring.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** YooKassa's API v3: nothing is signed, and what its notifications say proves nothing. */
public final class SimulatedYookassa extends SimulatedBank {

    private static final Duration KEY_REMEMBERED = Duration.ofHours(24);
    private static final int PAGE = 10;

    private final String shop;
    private final String authorization;
    private final RememberedKeys keys;
    /** What the school said of a refund besides its sum, which the bank repeats. */
    private final Map<String, JsonNode> described = new HashMap<>();

    public SimulatedYookassa(Clock clock, String shop, String secret) {
        super(clock);
        this.keys = new RememberedKeys(clock, KEY_REMEMBERED);
        this.shop = shop;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((shop + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected String statusOf(PaymentEvent event) {
        return switch (event) {
            case AUTHORIZED -> "waiting_for_capture";
            case PAID, REFUNDED -> "succeeded";
            case FAILED -> "canceled:insufficient_funds";
            case EXPIRED -> "canceled:expired_on_confirmation";
        };
    }

    @Override
    public boolean offersSbp() {
        return true;
    }

    /** A refund by SBP may be refused; there is no notification of that. */
    @Override
    protected Duration refundTakes(BankOrder order) {
        return order.sbp ? REFUND_IN_HAND : Duration.ZERO;
    }

    @Override
    public List<RawWebhook> notifications(BankOrder order, PaymentEvent event) {
        var refund = event == PaymentEvent.REFUNDED;
        var object = refund ? refund(order, order.lastRefund()) : payment(order);
        var type = refund ? "refund.succeeded" : "payment." + order.status.replaceFirst(":.*", "");
        return List.of(post(
                "",
                Map.of("content-type", "application/json"),
                write(Map.of("type", "notification", "event", type, "object", object))));
    }

    @Override
    protected HttpAnswer answer(HttpCall call) {
        if (!authorization.equals(call.headers().get("Authorization"))) {
            return error(401, "invalid_credentials");
        }
        var key = call.headers().get("Idempotence-Key");
        if (key == null) {
            return act(call);
        }
        return keys.answer(key, call, error(400, "invalid_request"), this::act);
    }

    private HttpAnswer act(HttpCall call) {
        var path = call.uri().getPath().replaceFirst("^/v3/", "").split("/");
        boolean posted = call.method().equals("POST");
        if (path[0].equals("me")) {
            return HttpAnswer.of(200, write(Map.of("account_id", shop, "test", false)));
        }
        if (path[0].equals("refunds")) {
            if (posted) {
                return createRefund(read(call));
            }
            return path.length == 1 ? refunds(call.uri().getRawQuery()) : refundState(path[1]);
        }
        if (path.length == 1) {
            return create(read(call));
        }
        var order = byPayment(path[1]);
        if (order.isEmpty()) {
            return error(404, "not_found");
        }
        if (path.length == 3) {
            return step(order.get(), path[2], read(call));
        }
        return HttpAnswer.of(200, write(payment(order.get())));
    }

    private HttpAnswer create(JsonNode request) {
        var order = new BankOrder(
                request.path("metadata").path("order").asText(),
                "23d93cac-000f-5000-8000-" + nextNumber(),
                minor(request.path("amount").path("value").asText()),
                request.path("amount").path("currency").asText(),
                !request.path("capture").asBoolean(),
                "pending");
        open(order);
        var answer = payment(order);
        answer.put(
                "confirmation",
                Map.of(
                        "type",
                        "redirect",
                        "confirmation_url",
                        "https://yoomoney.ru/checkout?orderId=" + order.paymentId));
        return HttpAnswer.of(200, write(answer));
    }

    private HttpAnswer step(BankOrder order, String step, JsonNode request) {
        if (!order.status.equals("waiting_for_capture")) {
            return error(400, "invalid_request");
        }
        if (step.equals("capture")) {
            order.captured = minor(request.path("amount").path("value").asText());
            order.status = "succeeded";
        } else {
            order.status = "canceled:canceled_by_merchant";
        }
        return HttpAnswer.of(200, write(payment(order)));
    }

    private HttpAnswer createRefund(JsonNode request) {
        var order = byPayment(request.path("payment_id").asText());
        long amount = minor(request.path("amount").path("value").asText());
        if (order.isEmpty() || amount > order.get().left()) {
            return error(400, "invalid_request");
        }
        var refund = refund(order.get(), "", amount);
        described.put(refund.id(), request);
        return HttpAnswer.of(200, write(refund(order.get(), refund)));
    }

    /** Newest first, a page at a time. */
    private HttpAnswer refunds(String rawQuery) {
        var query = BankForm.read(rawQuery == null ? "" : rawQuery);
        var found = new ArrayList<Map<String, Object>>();
        for (var order : orders()) {
            if (query.get("payment_id").isEmpty() || query.get("payment_id").equals(order.paymentId)) {
                order.refunds.stream()
                        .filter(refund -> query.get("status").isEmpty()
                                || query.get("status").equals(word(refund)))
                        .forEach(refund -> found.add(refund(order, refund)));
            }
        }
        Collections.reverse(found);
        int from = query.get("cursor").isEmpty() ? 0 : Integer.parseInt(query.get("cursor"));
        int limit = query.get("limit").isEmpty() ? PAGE : Integer.parseInt(query.get("limit"));
        int to = Math.min(found.size(), from + limit);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("type", "list");
        answer.put("items", found.subList(Math.min(from, to), to));
        if (to < found.size()) {
            answer.put("next_cursor", String.valueOf(to));
        }
        return HttpAnswer.of(200, write(answer));
    }

    private HttpAnswer refundState(String id) {
        for (var order : orders()) {
            for (var refund : order.refunds) {
                if (refund.id().equals(id)) {
                    return HttpAnswer.of(200, write(refund(order, refund)));
                }
            }
        }
        return error(404, "not_found");
    }

    private Map<String, Object> payment(BankOrder order) {
        var parts = order.status.split(":");
        var answer = new LinkedHashMap<String, Object>();
        answer.put("id", order.paymentId);
        answer.put("status", parts[0]);
        answer.put("paid", order.captured > 0 || parts[0].equals("waiting_for_capture"));
        answer.put("amount", amount(order, order.captured > 0 ? order.captured : order.amount));
        answer.put("refunded_amount", amount(order, order.refunded()));
        answer.put("metadata", Map.of("order", order.orderId));
        answer.put("recipient", Map.of("account_id", shop, "gateway_id", "1"));
        answer.put("test", false);
        if (parts.length > 1) {
            answer.put("cancellation_details", Map.of("party", "yoo_money", "reason", parts[1]));
        }
        return answer;
    }

    private Map<String, Object> refund(BankOrder order, BankOrder.Refund refund) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("id", refund.id());
        answer.put("payment_id", order.paymentId);
        answer.put("status", word(refund));
        answer.put("created_at", refund.at().toString());
        answer.put("amount", amount(order, refund.amount()));
        var request = described.get(refund.id());
        if (request != null && request.has("description")) {
            answer.put("description", request.get("description"));
        }
        if (request != null && request.has("metadata")) {
            answer.put("metadata", request.get("metadata"));
        }
        if (refund.state() == BankOrder.Refund.State.FAILED) {
            answer.put("cancellation_details", Map.of("party", "yoo_money", "reason", "rejected_by_payee"));
        }
        return answer;
    }

    private static String word(BankOrder.Refund refund) {
        return switch (refund.state()) {
            case IN_HAND -> "pending";
            case DONE -> "succeeded";
            case FAILED -> "canceled";
        };
    }

    private static Map<String, Object> amount(BankOrder order, long minor) {
        return Map.of("value", decimal(minor), "currency", order.currency);
    }

    private static HttpAnswer error(int status, String code) {
        return HttpAnswer.of(status, write(Map.of("type", "error", "code", code, "description", code)));
    }
}
