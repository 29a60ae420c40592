package org.schoolcrm.acquiring.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** The RBS gateway in one of its dialects: forms with {@code depositedAmount} as it is, or JSON with it reduced. */
public final class SimulatedRbs extends SimulatedBank {

    private final String user;
    private final String password;
    private final String callbackKey;
    private final boolean json;

    public SimulatedRbs(Clock clock, String user, String password, String callbackKey, boolean json) {
        super(clock);
        this.user = user;
        this.password = password;
        this.callbackKey = callbackKey;
        this.json = json;
    }

    @Override
    protected String statusOf(PaymentEvent event) {
        return switch (event) {
            case AUTHORIZED -> "1";
            case PAID -> "2";
            case FAILED -> "6";
            case EXPIRED -> "6:-2007";
            case REFUNDED -> json ? "4" : "2";
        };
    }

    @Override
    public List<RawWebhook> notifications(BankOrder order, PaymentEvent event) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("mdOrder", order.paymentId);
        fields.put("orderNumber", order.orderId);
        switch (event) {
            case AUTHORIZED -> fields.put("operation", "approved");
            case PAID, FAILED -> fields.put("operation", "deposited");
            case EXPIRED -> fields.put("operation", "declinedByTimeout");
            case REFUNDED -> fields.put("operation", "refunded");
        }
        fields.put("status", event == PaymentEvent.FAILED ? "0" : "1");
        fields.put("amount", String.valueOf(order.amount));
        if (!callbackKey.isEmpty()) {
            fields.put("checksum", checksum(fields));
        }
        return List.of(get(BankForm.write(fields)));
    }

    @Override
    protected HttpAnswer answer(HttpCall call) {
        var request = json ? document(read(call)) : BankForm.read(call.body());
        if (!request.get("userName").equals(user) || !request.get("password").equals(password)) {
            return error(5, "Доступ запрещён");
        }
        var path = call.uri().getPath();
        var method = path.substring(path.lastIndexOf('/') + 1).replace(".do", "");
        if (method.startsWith("register")) {
            return register(request, method.equals("registerPreAuth"));
        }
        var order =
                request.get("orderId").isEmpty() ? find(request.get("orderNumber")) : byPayment(request.get("orderId"));
        if (order.isEmpty()) {
            return error(6, "Заказ не найден");
        }
        return step(order.get(), method, request);
    }

    private HttpAnswer register(BankForm request, boolean hold) {
        var orderId = request.get("orderNumber");
        if (find(orderId).isPresent()) {
            return error(1, "Заказ с таким номером уже обработан");
        }
        var order = new BankOrder(
                orderId,
                "12b59da8-f68f-7c8d-12b5-" + nextNumber(),
                Long.parseLong(request.get("amount")),
                "RUB",
                hold,
                "0");
        open(order);
        return HttpAnswer.of(
                200,
                write(Map.of(
                        "orderId",
                        order.paymentId,
                        "formUrl",
                        "https://bank.example/payment/merchants/school/payment_ru.html?mdOrder=" + order.paymentId)));
    }

    private HttpAnswer step(BankOrder order, String method, BankForm request) {
        long amount = request.get("amount").isEmpty() ? 0 : Long.parseLong(request.get("amount"));
        switch (method) {
            case "getOrderStatusExtended" -> {
                return HttpAnswer.of(200, write(status(order)));
            }
            case "deposit" -> {
                order.captured = amount == 0 ? order.amount : amount;
                order.status = "2";
            }
            case "reverse" -> order.status = "3";
            case "decline" -> order.status = "6";
            case "refund" -> {
                var key = request.get("externalRefundId");
                boolean repeated =
                        order.refunds.stream().anyMatch(refund -> refund.key().equals(key));
                long wanted = amount == 0 ? order.left() : amount;
                if (!repeated && (wanted > order.left() || wanted <= 0)) {
                    return error(7, "Сумма возврата превышает сумму оплаты");
                }
                if (!repeated) {
                    refund(order, key, wanted);
                }
            }
            default -> {
                return HttpAnswer.of(404, "");
            }
        }
        return HttpAnswer.of(200, "{\"errorCode\":0,\"errorMessage\":\"Success\"}");
    }

    private Map<String, Object> status(BankOrder order) {
        var parts = order.status.split(":");
        var answer = new LinkedHashMap<String, Object>();
        answer.put("errorCode", "0");
        answer.put("orderNumber", order.orderId);
        answer.put("orderStatus", parts[0].matches("\\d+") ? Integer.valueOf(parts[0]) : parts[0]);
        answer.put("actionCode", parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
        answer.put("amount", order.amount);
        answer.put("currency", "643");
        answer.put("attributes", List.of(Map.of("name", "mdOrder", "value", order.paymentId)));
        answer.put(
                "paymentAmountInfo",
                Map.of(
                        "approvedAmount",
                        order.captured,
                        "depositedAmount",
                        json ? order.left() : order.captured,
                        "refundedAmount",
                        order.refunded()));
        answer.put(
                "refunds",
                order.refunds.stream()
                        .map(refund -> Map.of("externalRefundId", refund.key(), "amount", refund.amount()))
                        .toList());
        return answer;
    }

    private String checksum(Map<String, String> fields) {
        var text = new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field -> field.getKey() + ";" + field.getValue() + ";")
                        .collect(Collectors.joining());
        return BankSeal.hex(BankSeal.hmacSha256(callbackKey, text)).toUpperCase(java.util.Locale.ROOT);
    }

    private static BankForm document(JsonNode root) {
        var fields = new LinkedHashMap<String, String>();
        root.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return new BankForm(fields);
    }

    private static HttpAnswer error(int code, String message) {
        return HttpAnswer.of(200, write(Map.of("errorCode", String.valueOf(code), "errorMessage", message)));
    }
}
