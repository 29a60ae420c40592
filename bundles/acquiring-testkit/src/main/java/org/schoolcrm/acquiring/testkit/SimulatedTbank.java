package org.schoolcrm.acquiring.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** T-Bank's Acquiring API v2. */
public final class SimulatedTbank extends SimulatedBank {

    /** How long a repeated ExternalRequestId is known. */
    private static final Duration REQUEST_REMEMBERED = Duration.ofHours(24);

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
        if (order.hasRefundInHand()) {
            return "ASYNC_REFUNDING";
        }
        if (order.refunded() == 0) {
            return "CONFIRMED";
        }
        return order.left() == 0 ? "REFUNDED" : "PARTIAL_REFUNDED";
    }

    @Override
    public boolean offersSbp() {
        return true;
    }

    /** A refund by SBP that is refused later is told by no notification. */
    @Override
    protected Duration refundTakes(BankOrder order) {
        return order.sbp ? REFUND_IN_HAND : Duration.ZERO;
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
        return signed(fields(order, order.paymentId, status));
    }

    @Override
    public List<RawWebhook> declineAnotherTry(String orderId) {
        var order = order(orderId);
        var id = String.valueOf(nextNumber());
        order.declined.add(new BankOrder.DeclinedTry(id, order.captured > 0));
        return List.of(signed(fields(order, id, "REJECTED")));
    }

    /** Fields at the root appear over time, and every one of them is signed. */
    @Override
    public List<RawWebhook> unusual(BankOrder order, PaymentEvent event) {
        var customer = fields(order, order.paymentId, order.status);
        customer.put("CustomerKey", "customer-17");
        var kind = fields(order, order.paymentId, order.status);
        kind.put("NotificationType", "PAYMENT");
        kind.put("Message", "OK");
        kind.put("Details", "None");
        var numbers = fields(order, order.paymentId, order.status);
        numbers.put("PaymentId", order.paymentId);
        numbers.put("RebillId", 3_207_469_334L);
        numbers.put("Data", Map.of("Route", "TCB", "Source", "Installment", "CreditAmount", 10_000));
        return List.of(signed(customer), signed(kind), signed(numbers));
    }

    private Map<String, Object> fields(BankOrder order, String paymentId, String status) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("TerminalKey", terminal);
        fields.put("OrderId", order.orderId);
        fields.put("Success", !status.equals("REJECTED"));
        fields.put("Status", status);
        fields.put("PaymentId", Long.parseLong(paymentId));
        fields.put("ErrorCode", status.equals("REJECTED") ? "1051" : "0");
        fields.put("Amount", order.amount);
        fields.put("CardId", 10452089);
        fields.put("Pan", "430000******0777");
        fields.put("ExpDate", "1229");
        fields.put("DATA", Map.of("Route", "TCB", "Source", "cards"));
        return fields;
    }

    private RawWebhook signed(Map<String, Object> fields) {
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
            case "GetQr" -> qr(request);
            case "GetQrState" -> qrState(request);
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
        var id = request.get("PaymentId").asText();
        return byPayment(id)
                .map(order -> ok(withSource(order)))
                .or(() -> orders().stream()
                        .filter(order -> order.declined.stream()
                                .anyMatch(declined -> declined.id().equals(id)))
                        .findFirst()
                        .map(order -> ok(described(order, id, "REJECTED"))))
                .orElse(error("255", "Платеж не найден"));
    }

    /** Only the state tells how it was paid, once it was. */
    private Map<String, Object> withSource(BankOrder order) {
        var answer = described(order);
        if (order.captured > 0) {
            answer.put(
                    "Params",
                    List.of(
                            Map.of("Key", "Route", "Value", "ACQ"),
                            Map.of("Key", "Source", "Value", order.sbp ? "qrsbp" : "cards")));
        }
        return answer;
    }

    private HttpAnswer qr(JsonNode request) {
        var id = request.get("PaymentId").asText();
        byPayment(id).ifPresent(order -> order.sbp = true);
        return ok(Map.of("Data", "https://qr.nspk.ru/AS10" + id));
    }

    /** Of the last refund by SBP; why it was refused stands nowhere else. */
    private HttpAnswer qrState(JsonNode request) {
        var order = byPayment(request.get("PaymentId").asText());
        if (order.isEmpty()) {
            return error("255", "Платеж не найден");
        }
        var answer = described(order.get());
        var refunds = order.get().refunds;
        if (!refunds.isEmpty() && order.get().lastRefund().state() == BankOrder.Refund.State.FAILED) {
            answer.put("QrCancelCode", "I05043");
            answer.put("QrCancelMessage", "У клиента нет расчетного счета в этом банке");
        }
        return ok(answer);
    }

    /** All payments of the order in the order in which they came, the declined ones too. */
    private HttpAnswer check(JsonNode request) {
        return find(request.get("OrderId").asText())
                .map(order -> {
                    var payments = new ArrayList<Map<String, Object>>();
                    addDeclined(payments, order, false);
                    payments.add(listed(order, order.paymentId, order.status));
                    addDeclined(payments, order, true);
                    return ok(Map.of("TerminalKey", terminal, "OrderId", order.orderId, "Payments", payments));
                })
                .orElse(error("8", "Заказ не найден"));
    }

    private static void addDeclined(List<Map<String, Object>> payments, BankOrder order, boolean afterPayment) {
        order.declined.stream()
                .filter(declined -> declined.afterPayment() == afterPayment)
                .forEach(declined -> payments.add(listed(order, declined.id(), "REJECTED")));
    }

    /** The success is a text here and the code a number. */
    private static Map<String, Object> listed(BankOrder order, String paymentId, String status) {
        boolean rejected = status.equals("REJECTED");
        return Map.of(
                "PaymentId",
                paymentId,
                "Amount",
                order.amount,
                "Status",
                status,
                "Success",
                String.valueOf(!rejected),
                "ErrorCode",
                rejected ? 1051 : 0);
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

    /** Tells the sums before and after; with a known ExternalRequestId nothing happens, and both are equal. */
    private HttpAnswer cancel(JsonNode request) {
        var order = byPayment(request.get("PaymentId").asText()).orElseThrow();
        var key = request.path("ExternalRequestId").asText();
        long wanted = request.path("Amount").asLong(order.amount);
        long before = order.amount;
        long after = 0;
        switch (order.status) {
            case "NEW", "FORM_SHOWED" -> order.status = "CANCELED";
            case "AUTHORIZED" -> {
                order.status = wanted < order.amount ? "PARTIAL_REVERSED" : "REVERSED";
                after = order.amount - wanted;
            }
            case "CONFIRMED", "PARTIAL_REFUNDED", "REFUNDED", "ASYNC_REFUNDING" -> {
                before = order.left();
                if (!isKnown(order, key)) {
                    if (order.hasRefundInHand()) {
                        return error("8", "Неверный статус транзакции");
                    }
                    if (wanted > before || wanted <= 0) {
                        return error("8", "Сумма больше доступной");
                    }
                    refund(order, key, wanted);
                }
                after = order.left();
            }
            default -> {
                return error("8", "Неверный статус транзакции");
            }
        }
        var answer = described(order);
        answer.put("OriginalAmount", before);
        answer.put("NewAmount", after);
        if (!key.isEmpty()) {
            answer.put("ExternalRequestId", key);
        }
        return ok(answer);
    }

    /** The ExternalRequestId does not work for operations by SBP. */
    private boolean isKnown(BankOrder order, String key) {
        return !order.sbp
                && !key.isEmpty()
                && order.refunds.stream()
                        .anyMatch(refund -> refund.key().equals(key)
                                && clock.now().isBefore(refund.at().plus(REQUEST_REMEMBERED)));
    }

    private Map<String, Object> described(BankOrder order) {
        return described(order, order.paymentId, order.status);
    }

    private Map<String, Object> described(BankOrder order, String paymentId, String status) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("TerminalKey", terminal);
        answer.put("Status", status);
        answer.put("PaymentId", paymentId);
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
