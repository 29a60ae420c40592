package org.schoolcrm.acquiring.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** T-Bank's Acquiring API v2. */
public final class SimulatedTbank extends SimulatedBank {

    private final String terminal;
    private final String password;

    public SimulatedTbank(Clock clock, String terminal, String password) {
        super(clock);
        this.terminal = terminal;
        this.password = password;
    }

    @Override
    protected String statusOf(PaymentEvent event) {
        return switch (event) {
            case AUTHORIZED -> "AUTHORIZED";
            case PAID -> "CONFIRMED";
            case FAILED -> "REJECTED";
            case EXPIRED -> "DEADLINE_EXPIRED";
            case REFUNDED -> "REFUNDED";
        };
    }

    @Override
    protected String statusAfterRefund(BankOrder order) {
        return order.left() == 0 ? "REFUNDED" : "PARTIAL_REFUNDED";
    }

    @Override
    public boolean reportsPartialRefunds() {
        return false;
    }

    @Override
    public List<RawWebhook> notifications(BankOrder order, PaymentEvent event) {
        return List.of(notification(order, order.status));
    }

    /** A notification of any status. */
    public RawWebhook notification(BankOrder order, String status) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("TerminalKey", terminal);
        fields.put("OrderId", order.orderId);
        fields.put("Success", !status.equals("REJECTED"));
        fields.put("Status", status);
        fields.put("PaymentId", Long.parseLong(order.paymentId));
        fields.put("ErrorCode", status.equals("REJECTED") ? "1051" : "0");
        fields.put("Amount", order.amount);
        fields.put("CardId", 10452089);
        fields.put("Pan", "430000******0777");
        fields.put("ExpDate", "1229");
        fields.put("DATA", Map.of("Route", "TCB", "Source", "cards"));
        fields.put("Token", token(JSON.valueToTree(fields)));
        return post("", Map.of("content-type", "application/json"), write(fields));
    }

    @Override
    protected HttpAnswer answer(HttpCall call) {
        var request = read(call);
        if (!request.path("Token").asText().equals(token(request))) {
            return HttpAnswer.of(200, "{\"Success\":false,\"ErrorCode\":\"204\",\"Message\":\"Неверный токен\"}");
        }
        var path = call.uri().getPath();
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "Init" -> init(request);
            case "GetState" -> state(request);
            case "CheckOrder" -> check(request);
            case "Confirm" -> confirm(request);
            case "Cancel" -> cancel(request);
            case "GetQr" ->
                ok(Map.of(
                        "Data",
                        "https://qr.nspk.ru/AS10" + request.get("PaymentId").asText()));
            case "GetQrState" -> ok(Map.of("Status", "CONFIRMED"));
            default -> HttpAnswer.of(404, "");
        };
    }

    private HttpAnswer init(JsonNode request) {
        var orderId = request.get("OrderId").asText();
        if (find(orderId).isPresent()) {
            return error("20", "Повторный идентификатор заказа");
        }
        long amount = request.get("Amount").asLong();
        if (amount < 100) {
            return error("251", "Сумма меньше допустимой");
        }
        var order = new BankOrder(
                orderId,
                String.valueOf(nextNumber()),
                amount,
                "RUB",
                request.path("PayType").asText().equals("T"),
                "NEW");
        open(order);
        var answer = described(order);
        answer.put("PaymentURL", "https://securepay.tinkoff.ru/new/" + order.paymentId);
        return ok(answer);
    }

    private HttpAnswer state(JsonNode request) {
        return byPayment(request.get("PaymentId").asText())
                .map(order -> ok(described(order)))
                .orElse(error("255", "Платеж не найден"));
    }

    private HttpAnswer check(JsonNode request) {
        return find(request.get("OrderId").asText())
                .map(order -> ok(Map.of(
                        "OrderId",
                        order.orderId,
                        "Payments",
                        List.of(Map.of(
                                "PaymentId", order.paymentId,
                                "Amount", order.amount,
                                "Status", order.status,
                                "Success", "true",
                                "ErrorCode", 0)))))
                .orElse(error("8", "Заказ не найден"));
    }

    private HttpAnswer confirm(JsonNode request) {
        var order = byPayment(request.get("PaymentId").asText()).orElseThrow();
        if (!order.status.equals("AUTHORIZED")) {
            return error("8", "Неверный статус транзакции");
        }
        order.captured = request.path("Amount").asLong(order.amount);
        order.status = "CONFIRMED";
        return ok(described(order));
    }

    private HttpAnswer cancel(JsonNode request) {
        var order = byPayment(request.get("PaymentId").asText()).orElseThrow();
        var key = request.path("ExternalRequestId").asText();
        long before = order.left();
        long wanted = request.path("Amount").asLong(before);
        boolean repeated = !key.isEmpty()
                && order.refunds.stream().anyMatch(refund -> refund.key().equals(key));
        switch (order.status) {
            case "NEW", "FORM_SHOWED" -> order.status = "CANCELED";
            case "AUTHORIZED" -> order.status = "REVERSED";
            case "CONFIRMED", "PARTIAL_REFUNDED", "REFUNDED" -> {
                if (!repeated && (wanted > before || wanted <= 0)) {
                    return error("8", "Сумма больше доступной");
                }
                if (!repeated) {
                    refund(order, key, wanted);
                }
            }
            default -> {
                return error("8", "Неверный статус транзакции");
            }
        }
        var answer = described(order);
        answer.put("OriginalAmount", order.amount);
        answer.put("NewAmount", order.left());
        return ok(answer);
    }

    private Map<String, Object> described(BankOrder order) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("TerminalKey", terminal);
        answer.put("Status", order.status);
        answer.put("PaymentId", order.paymentId);
        answer.put("OrderId", order.orderId);
        answer.put("Amount", order.amount);
        return answer;
    }

    private static HttpAnswer ok(Map<String, ?> answer) {
        var whole = new LinkedHashMap<String, Object>(answer);
        whole.put("Success", true);
        whole.put("ErrorCode", "0");
        return HttpAnswer.of(200, write(whole));
    }

    private static HttpAnswer error(String code, String message) {
        return HttpAnswer.of(200, write(Map.of("Success", false, "ErrorCode", code, "Message", message)));
    }

    private String token(JsonNode root) {
        var scalars = new TreeMap<String, String>();
        root.properties().forEach(field -> {
            if (field.getValue().isValueNode()
                    && !field.getValue().isNull()
                    && !field.getKey().equals("Token")) {
                scalars.put(field.getKey(), field.getValue().asText());
            }
        });
        scalars.put("Password", password);
        return BankSeal.hex("SHA-256", String.join("", scalars.values()));
    }
}
