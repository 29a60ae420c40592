package org.schoolcrm.acquiring.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** The RBS gateway in one of its dialects: forms with {@code depositedAmount} as it is, or JSON with it reduced. */
public final class SimulatedRbs extends SimulatedBank {

    private static final String REVERSED = "3";
    private static final Map<String, String> ISO_NUMBERS =
            Map.of("RUB", "643", "EUR", "978", "USD", "840", "KZT", "398", "BYN", "933");

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
        return List.of(callback(basic(order, event)));
    }

    /** The bank's basic parameters alone, and those that a school may ask it to add; all of them are signed. */
    @Override
    public List<RawWebhook> unusual(BankOrder order, PaymentEvent event) {
        var bare = basic(order, event);
        bare.remove("amount");
        bare.put("callbackCreationDate", "Mon Jan 31 21:46:52 UTC 2022");
        var sums = withSums(basic(order, event), order, isoNumber(order.currency));
        var texts = basic(order, event);
        texts.put("orderDescription", "Счет 1-2026-000001; абонемент");
        texts.put("cardholderName", "IVAN;status;0");
        texts.put("actionCodeDescription", "Обработано; успешно");
        var twoNames = basic(order, event);
        twoNames.put("mdorder", order.paymentId);
        return List.of(callback(bare), callback(sums), callback(texts), callback(twoNames));
    }

    @Override
    public List<RawWebhook> takenInPart(BankOrder order) {
        return List.of(callback(withSums(basic(order, PaymentEvent.PAID), order, isoNumber(order.currency))));
    }

    @Override
    public List<RawWebhook> inAnotherCurrency(BankOrder order) {
        var other = order.currency.equals("EUR") ? "USD" : "EUR";
        return List.of(callback(withSums(basic(order, PaymentEvent.PAID), order, isoNumber(other))));
    }

    private static Map<String, String> withSums(Map<String, String> fields, BankOrder order, String currency) {
        fields.put("depositedAmount", String.valueOf(order.left()));
        fields.put("approvedAmount", String.valueOf(order.amount));
        fields.put("refundedAmount", String.valueOf(order.refunded()));
        fields.put("currency", currency);
        return fields;
    }

    private static Map<String, String> basic(BankOrder order, PaymentEvent event) {
        var operation = switch (event) {
            case AUTHORIZED -> "approved";
            case PAID, FAILED -> "deposited";
            case EXPIRED -> "declinedByTimeout";
            case REFUNDED -> "refunded";
        };
        return basic(order, operation, event != PaymentEvent.FAILED);
    }

    /** The amount is the registered one, whatever was taken of it. */
    private static Map<String, String> basic(BankOrder order, String operation, boolean worked) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("mdOrder", order.paymentId);
        fields.put("orderNumber", order.orderId);
        fields.put("operation", operation);
        fields.put("status", worked ? "1" : "0");
        fields.put("amount", String.valueOf(order.amount));
        return fields;
    }

    private RawWebhook callback(Map<String, String> fields) {
        if (!callbackKey.isEmpty()) {
            fields.put("checksum", checksum(fields));
        }
        return get(BankForm.write(fields));
    }

    /** A paid order can be reversed until the end of its day. */
    @Override
    public boolean allowsReversal() {
        return true;
    }

    @Override
    public List<RawWebhook> reverseByStaff(String orderId) {
        var order = order(orderId);
        undo(order, REVERSED);
        return List.of(callback(basic(order, "reversed", true)));
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
                currencyOf(request.get("currency")),
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

    private static String isoNumber(String currency) {
        return Objects.requireNonNull(ISO_NUMBERS.get(currency));
    }

    /** A code of ISO 4217; the account's currency if there is none. */
    private static String currencyOf(String number) {
        return ISO_NUMBERS.entrySet().stream()
                .filter(currency -> currency.getValue().equals(number))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("RUB");
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
            case "reverse" -> {
                if (order.left() > 0) {
                    undo(order, REVERSED);
                }
                order.status = REVERSED;
            }
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
        answer.put("currency", isoNumber(order.currency));
        answer.put("attributes", List.of(Map.of("name", "mdOrder", "value", order.paymentId)));
        boolean reversed = parts[0].equals(REVERSED);
        answer.put(
                "paymentAmountInfo",
                Map.of(
                        "approvedAmount",
                        reversed ? 0 : order.captured,
                        "depositedAmount",
                        reversed ? 0 : json ? order.left() : order.captured,
                        "refundedAmount",
                        reversed ? 0 : order.refunded()));
        var refunds = order.refunds.stream()
                .filter(refund -> !reversed)
                .map(refund -> Map.of("externalRefundId", refund.key(), "amount", refund.amount()))
                .toList();
        answer.put("refunds", refunds);
        return answer;
    }

    private String checksum(Map<String, String> fields) {
        var text = new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field -> field.getKey() + ";" + field.getValue() + ";")
                        .collect(Collectors.joining());
        return BankSeal.hex(BankSeal.hmacSha256(callbackKey, text)).toUpperCase(Locale.ROOT);
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
