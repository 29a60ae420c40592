package org.schoolcrm.acquiring.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.WebhookReply;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** CloudPayments: the kind of a notification stands in its address, and it asks before it takes money. */
public final class SimulatedCloudpayments extends SimulatedBank {

    private static final Duration REQUEST_REMEMBERED = Duration.ofHours(1);
    private static final String AT = "2026-09-01 12:00:00";
    /** What payers write may look like fields; Content-HMAC is made over the encoded text, X-Content-HMAC is not. */
    private static final String PAYER = "IVAN&Amount=1.00&InvoiceId=another";

    private final String secret;
    private final String authorization;
    private final RememberedKeys keys;
    private final boolean test;

    public SimulatedCloudpayments(Clock clock, String publicId, String secret, boolean test) {
        super(clock);
        this.keys = new RememberedKeys(clock, REQUEST_REMEMBERED);
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
    protected String statusAfterRefund(BankOrder order) {
        return "Completed";
    }

    /** Every try of a payer is a transaction of its own; the order stays open. */
    @Override
    public List<RawWebhook> simulate(String orderId, PaymentEvent event) {
        return event == PaymentEvent.FAILED ? declineAnotherTry(orderId) : super.simulate(orderId, event);
    }

    @Override
    public List<RawWebhook> declineAnotherTry(String orderId) {
        var order = order(orderId);
        var declined = new BankOrder.DeclinedTry(String.valueOf(nextNumber()), order.captured > 0);
        order.declined.add(declined);
        return List.of(fail(order, declined.id()));
    }

    @Override
    public boolean tellsOnlyTheLastOperation() {
        return true;
    }

    @Override
    public boolean offersSbp() {
        return true;
    }

    @Override
    protected Duration refundTakes(BankOrder order) {
        return order.sbp ? REFUND_IN_HAND : Duration.ZERO;
    }

    /** How a refund by SBP ended stands in this notification alone, also when it was refused. */
    @Override
    protected List<RawWebhook> decided(BankOrder order, BankOrder.Refund refund) {
        return List.of(refunded(order, refund));
    }

    @Override
    public List<RawWebhook> notifications(BankOrder order, PaymentEvent event) {
        return switch (event) {
            case AUTHORIZED, PAID -> List.of(call("pay", payment(order, order.paymentId, order.status)));
            case FAILED -> List.of(fail(order, order.paymentId));
            case EXPIRED -> List.of(call("cancel", cancelled(order)));
            case REFUNDED -> List.of(refunded(order, order.lastRefund()));
        };
    }

    @Override
    public List<RawWebhook> paidInTestMode(BankOrder order) {
        var fields = payment(order, order.paymentId, "Completed");
        fields.put("TestMode", "1");
        return List.of(call("pay", fields));
    }

    /** The question before the money is taken. */
    public RawWebhook check(BankOrder order) {
        return call("check", payment(order, order.paymentId, "Completed"));
    }

    @Override
    public Optional<RawWebhook> question(BankOrder order) {
        return Optional.of(check(order));
    }

    @Override
    public boolean isPermission(WebhookReply reply) {
        return reply.status() == 200 && reply.body().replace(" ", "").equals("{\"code\":0}");
    }

    @Override
    protected HttpAnswer answer(HttpCall call) {
        if (!authorization.equals(call.headers().get("Authorization"))) {
            return HttpAnswer.of(401, "");
        }
        var key = call.headers().get("X-Request-ID");
        return key == null ? act(call) : keys.answer(key, call, null, this::act);
    }

    private HttpAnswer act(HttpCall call) {
        var request = read(call);
        return switch (call.uri().getPath()) {
            case "/test" -> ok(Map.of());
            case "/orders/create" -> create(request, false);
            case "/payments/qr/sbp/link" -> create(request, true);
            case "/v2/payments/find" ->
                find(request.path("InvoiceId").asText())
                        .map(this::lastOperation)
                        .orElse(refusal("Not found"));
            case "/payments/get" -> transaction(request.path("TransactionId").asText());
            case "/payments/confirm" -> step(request, "Completed");
            case "/payments/void", "/orders/cancel" -> step(request, "Cancelled");
            case "/payments/refund" -> createRefund(request);
            default -> HttpAnswer.of(404, "");
        };
    }

    /** One operation alone, whether it is the payment, a refund of it or a try that was declined. */
    private HttpAnswer lastOperation(BankOrder order) {
        if (!order.refunds.isEmpty()) {
            return ok(model(order, order.lastRefund()));
        }
        if (!order.declined.isEmpty()) {
            var last = order.declined.get(order.declined.size() - 1);
            if (last.afterPayment() || order.status.equals("Created")) {
                return HttpAnswer.of(200, write(Map.of("Success", false, "Model", declined(order, last.id()))));
            }
        }
        return order.status.equals("Created") ? refusal("Not found") : ok(model(order));
    }

    private HttpAnswer transaction(String id) {
        for (var order : orders()) {
            if (order.paymentId.equals(id) && !order.status.equals("Created")) {
                return ok(model(order));
            }
            for (var declined : order.declined) {
                if (declined.id().equals(id)) {
                    return ok(declined(order, id));
                }
            }
            for (var refund : order.refunds) {
                if (refund.id().equals(id)) {
                    return ok(model(order, refund));
                }
            }
        }
        return refusal("Not found");
    }

    private HttpAnswer create(JsonNode request, boolean sbp) {
        var order = new BankOrder(
                request.path("InvoiceId").asText(),
                String.valueOf(nextNumber()),
                minor(request.path("Amount").asText()),
                request.path("Currency").asText(),
                request.path("RequireConfirmation").asBoolean(),
                "Created");
        order.sbp = sbp;
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
        if (order.isEmpty() || amount <= 0 || amount > order.get().left()) {
            return refusal("Refund amount is greater than the payment amount");
        }
        var refund = refund(order.get(), "", amount);
        return ok(Map.of("TransactionId", Long.parseLong(refund.id())));
    }

    private Map<String, Object> model(BankOrder order) {
        long amount = order.captured > 0 ? order.captured : order.amount;
        var model = model(order, order.paymentId, amount, order.status, 0);
        model.put("Refunded", order.refunded() > 0);
        return model;
    }

    private Map<String, Object> declined(BankOrder order, String id) {
        var model = model(order, id, order.amount, "Declined", 0);
        model.put("Reason", "InsufficientFunds");
        model.put("ReasonCode", 5051);
        return model;
    }

    private Map<String, Object> model(BankOrder order, BankOrder.Refund refund) {
        var status = switch (refund.state()) {
            case IN_HAND -> "AwaitingAuthentication";
            case DONE -> "Completed";
            case FAILED -> "Declined";
        };
        var model = model(order, refund.id(), refund.amount(), status, 1);
        model.put("OriginalTransactionId", Long.parseLong(order.paymentId));
        return model;
    }

    /**
     * A transaction as the bank describes it.
     *
     * @param type 0 for a payment, 1 for a refund, 2 for a payout
     */
    private Map<String, Object> model(BankOrder order, String id, long amount, String status, int type) {
        var model = new LinkedHashMap<String, Object>();
        model.put("TransactionId", Long.parseLong(id));
        model.put("Amount", new BigDecimal(decimal(amount)));
        model.put("Currency", order.currency);
        model.put("InvoiceId", order.orderId);
        model.put("TestMode", test);
        model.put("OriginalTransactionId", null);
        model.put("CardType", order.sbp ? null : "Visa");
        model.put("Status", status);
        model.put("Type", type);
        return model;
    }

    private RawWebhook fail(BankOrder order, String id) {
        var fields = payment(order, id, "Declined");
        fields.put("Reason", "InsufficientFunds");
        fields.put("ReasonCode", "5051");
        return call("fail", fields);
    }

    /** No currency, no mode and, but for SBP, no status: what the table of the document lists. */
    private RawWebhook refunded(BankOrder order, BankOrder.Refund refund) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("TransactionId", refund.id());
        fields.put("PaymentTransactionId", order.paymentId);
        fields.put("Amount", decimal(refund.amount()));
        fields.put("DateTime", AT);
        fields.put("OperationType", "Refund");
        fields.put("InvoiceId", order.orderId);
        fields.put("AccountId", "user@example.com");
        if (order.sbp) {
            fields.put("PaymentMethod", "Sbp");
            fields.put("Status", refund.state() == BankOrder.Refund.State.DONE ? "Completed" : "Declined");
        }
        return call("refund", fields);
    }

    private static Map<String, String> cancelled(BankOrder order) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("TransactionId", order.paymentId);
        fields.put("Amount", decimal(order.amount));
        fields.put("DateTime", AT);
        fields.put("InvoiceId", order.orderId);
        fields.put("AccountId", "user@example.com");
        return fields;
    }

    private Map<String, String> payment(BankOrder order, String id, String status) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("TransactionId", id);
        fields.put("Amount", decimal(order.amount));
        fields.put("Currency", order.currency);
        fields.put("PaymentAmount", decimal(order.amount));
        fields.put("PaymentCurrency", order.currency);
        fields.put("DateTime", AT);
        fields.put("TestMode", test ? "1" : "0");
        fields.put("Status", status);
        fields.put("OperationType", "Payment");
        fields.put("InvoiceId", order.orderId);
        fields.put("AccountId", "user@example.com");
        fields.put("Name", PAYER);
        if (order.sbp) {
            fields.put("PaymentMethod", "Sbp");
        }
        return fields;
    }

    /** Both headers come with every notification. */
    private RawWebhook call(String type, Map<String, String> fields) {
        var body = BankForm.write(fields);
        return post(
                type,
                Map.of(
                        "content-type",
                        "application/x-www-form-urlencoded",
                        "content-hmac",
                        seal(body),
                        "x-content-hmac",
                        seal(URLDecoder.decode(body, StandardCharsets.UTF_8))),
                body);
    }

    private String seal(String text) {
        return Base64.getEncoder().encodeToString(BankSeal.hmacSha256(secret, text));
    }

    private static HttpAnswer ok(Map<String, ?> model) {
        return HttpAnswer.of(200, write(Map.of("Success", true, "Model", model)));
    }

    private static HttpAnswer refusal(String message) {
        return HttpAnswer.of(200, write(Map.of("Success", false, "Message", message)));
    }
}
