package org.schoolcrm.acquiring.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** CloudPayments: the kind of a notification stands in its address, and it asks before it takes money. */
public final class SimulatedCloudpayments extends SimulatedBank {

    private final String secret;
    private final String authorization;
    private final boolean test;
    private final Map<String, HttpAnswer> answered = new HashMap<>();

    public SimulatedCloudpayments(Clock clock, String publicId, String secret, boolean test) {
        super(clock);
        this.secret = secret;
        this.test = test;
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((publicId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected String statusOf(PaymentEvent event) {
        return switch (event) {
            case AUTHORIZED -> "Authorized";
            case PAID, REFUNDED -> "Completed";
            case FAILED -> "Declined";
            case EXPIRED -> "Cancelled";
        };
    }

    @Override
    public List<RawWebhook> notifications(BankOrder order, PaymentEvent event) {
        return switch (event) {
            case AUTHORIZED, PAID -> List.of(call("pay", payment(order)));
            case FAILED -> {
                var fields = payment(order);
                fields.put("Reason", "InsufficientFunds");
                fields.put("ReasonCode", "5051");
                yield List.of(call("fail", fields));
            }
            case EXPIRED -> List.of(call("cancel", payment(order)));
            case REFUNDED -> {
                var refund = order.refunds.get(order.refunds.size() - 1);
                var fields = payment(order);
                fields.put("TransactionId", refund.id());
                fields.put("PaymentTransactionId", order.paymentId);
                fields.put("Amount", decimal(refund.amount()));
                fields.put("OperationType", "Refund");
                yield List.of(call("refund", fields));
            }
        };
    }

    /** The question before the money is taken. */
    public RawWebhook check(BankOrder order) {
        return call("check", payment(order));
    }

    @Override
    protected HttpAnswer answer(HttpCall call) {
        if (!authorization.equals(call.headers().get("Authorization"))) {
            return HttpAnswer.of(401, "");
        }
        var key = call.headers().get("X-Request-ID");
        return key == null ? act(call) : answered.computeIfAbsent(key, once -> act(call));
    }

    private HttpAnswer act(HttpCall call) {
        var request = read(call);
        return switch (call.uri().getPath()) {
            case "/test" -> ok(Map.of());
            case "/orders/create", "/payments/qr/sbp/link" -> create(request);
            case "/v2/payments/find" ->
                find(request.path("InvoiceId").asText())
                        .filter(order -> !order.status.equals("Created"))
                        .map(order -> ok(transaction(order)))
                        .orElse(refusal("Not found"));
            case "/payments/get" -> refundState(request.path("TransactionId").asText());
            case "/payments/confirm" -> step(request, "Completed");
            case "/payments/void", "/orders/cancel" -> step(request, "Cancelled");
            case "/payments/refund" -> createRefund(request);
            default -> HttpAnswer.of(404, "");
        };
    }

    private HttpAnswer create(JsonNode request) {
        var order = new BankOrder(
                request.path("InvoiceId").asText(),
                String.valueOf(nextNumber()),
                minor(request.path("Amount").asText()),
                request.path("Currency").asText(),
                request.path("RequireConfirmation").asBoolean(),
                "Created");
        open(order);
        var number = "o" + order.paymentId;
        return ok(Map.of(
                "Id",
                number,
                "Url",
                "https://orders.cloudpayments.ru/d/" + number,
                "QrUrl",
                "https://qr.nspk.ru/" + number,
                "Status",
                "Created"));
    }

    private HttpAnswer step(JsonNode request, String status) {
        var id =
                request.path("TransactionId").asText(request.path("Id").asText().replaceFirst("^o", ""));
        var order = byPayment(id);
        if (order.isEmpty()) {
            return refusal("Not found");
        }
        if (status.equals("Completed")) {
            order.get().captured = minor(request.path("Amount").asText());
        }
        order.get().status = status;
        return ok(Map.of());
    }

    private HttpAnswer createRefund(JsonNode request) {
        var order = byPayment(request.path("TransactionId").asText());
        long amount = minor(request.path("Amount").asText());
        if (order.isEmpty() || amount > order.get().left()) {
            return refusal("Refund amount is greater than the payment amount");
        }
        var refund = refund(order.get(), "", amount);
        return ok(Map.of("TransactionId", Long.parseLong(refund.id())));
    }

    private HttpAnswer refundState(String id) {
        boolean known = orders().stream()
                .anyMatch(order ->
                        order.refunds.stream().anyMatch(refund -> refund.id().equals(id)));
        return known ? ok(Map.of("TransactionId", Long.parseLong(id), "Status", "Completed")) : refusal("Not found");
    }

    private Map<String, Object> transaction(BankOrder order) {
        var model = new LinkedHashMap<String, Object>();
        model.put("TransactionId", Long.parseLong(order.paymentId));
        model.put("Amount", new java.math.BigDecimal(decimal(order.captured > 0 ? order.captured : order.amount)));
        model.put("Currency", order.currency);
        model.put("InvoiceId", order.orderId);
        model.put("TestMode", test);
        model.put("Status", order.status);
        return model;
    }

    private Map<String, String> payment(BankOrder order) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("TransactionId", order.paymentId);
        fields.put("Amount", decimal(order.amount));
        fields.put("Currency", order.currency);
        fields.put("InvoiceId", order.orderId);
        fields.put("AccountId", "user@example.com");
        fields.put("DateTime", "2026-09-01 12:00:00");
        fields.put("TestMode", test ? "1" : "0");
        fields.put("Status", order.status);
        fields.put("OperationType", "Payment");
        return fields;
    }

    private RawWebhook call(String type, Map<String, String> fields) {
        var body = BankForm.write(fields);
        var seal = Base64.getEncoder().encodeToString(BankSeal.hmacSha256(secret, body));
        return post(type, Map.of("content-type", "application/x-www-form-urlencoded", "content-hmac", seal), body);
    }

    private static HttpAnswer ok(Map<String, ?> model) {
        return HttpAnswer.of(200, write(Map.of("Success", true, "Model", model)));
    }

    private static HttpAnswer refusal(String message) {
        return HttpAnswer.of(200, write(Map.of("Success", false, "Message", message)));
    }
}
