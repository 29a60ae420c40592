package org.schoolcrm.acquiring.testkit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** Stripe's Checkout Sessions, refunds and signed events. */
public final class SimulatedStripe extends SimulatedBank {

    private final String key;
    private final String webhookSecret;
    private final boolean live;
    private final Map<String, HttpAnswer> answered = new HashMap<>();

    public SimulatedStripe(Clock clock, String key, String webhookSecret, boolean live) {
        super(clock);
        this.key = key;
        this.webhookSecret = webhookSecret;
        this.live = live;
    }

    @Override
    protected String statusOf(PaymentEvent event) {
        return switch (event) {
            case AUTHORIZED -> "complete/unpaid/requires_capture";
            case PAID, REFUNDED -> "complete/paid";
            case FAILED -> "complete/unpaid";
            case EXPIRED -> "expired";
        };
    }

    @Override
    public List<RawWebhook> notifications(BankOrder order, PaymentEvent event) {
        return switch (event) {
            case AUTHORIZED, PAID -> List.of(event("checkout.session.completed", session(order)));
            case FAILED -> List.of(event("checkout.session.async_payment_failed", session(order)));
            case EXPIRED -> List.of(event("checkout.session.expired", session(order)));
            case REFUNDED -> List.of(event("charge.refunded", charge(order)));
        };
    }

    @Override
    protected HttpAnswer answer(HttpCall call) {
        if (!("Bearer " + key).equals(call.headers().get("Authorization"))) {
            return HttpAnswer.of(401, "{\"error\":{\"type\":\"invalid_request_error\"}}");
        }
        var idempotency = call.headers().get("Idempotency-Key");
        return idempotency == null ? act(call) : answered.computeIfAbsent(idempotency, once -> act(call));
    }

    private HttpAnswer act(HttpCall call) {
        var path = call.uri().getPath().replaceFirst("^/v1/", "");
        var form = BankForm.read(call.body());
        if (path.equals("balance")) {
            return HttpAnswer.of(200, write(Map.of("object", "balance", "livemode", live)));
        }
        if (path.equals("checkout/sessions")) {
            return create(form);
        }
        if (path.equals("refunds")) {
            return createRefund(form);
        }
        var parts = path.split("/");
        var id = parts[0].equals("checkout") ? parts[2] : "cs" + parts[1].substring(2);
        var order = byPayment(id);
        if (order.isEmpty()) {
            return HttpAnswer.of(404, "{\"error\":{\"code\":\"resource_missing\"}}");
        }
        var last = parts[parts.length - 1];
        switch (last) {
            case "expire" -> order.get().status = "expired";
            case "cancel" -> order.get().status = "complete/unpaid/canceled";
            case "capture" -> {
                order.get().captured = Long.parseLong(form.get("amount_to_capture"));
                order.get().status = "complete/paid";
            }
            default -> {}
        }
        return HttpAnswer.of(200, write(session(order.get())));
    }

    private HttpAnswer create(BankForm form) {
        var order = new BankOrder(
                form.get("client_reference_id"),
                "cs_live_" + nextNumber(),
                Long.parseLong(form.get("line_items[0][price_data][unit_amount]")),
                form.get("line_items[0][price_data][currency]"),
                "manual".equals(form.get("payment_intent_data[capture_method]")),
                "open");
        open(order);
        return HttpAnswer.of(200, write(session(order)));
    }

    private HttpAnswer createRefund(BankForm form) {
        var order = byPayment("cs" + form.get("payment_intent").substring(2)).orElseThrow();
        long amount = Long.parseLong(form.get("amount"));
        if (amount > order.left()) {
            return HttpAnswer.of(400, "{\"error\":{\"code\":\"charge_already_refunded\"}}");
        }
        var refund = refund(order, "", amount);
        return HttpAnswer.of(
                200, write(Map.of("id", refund.id(), "object", "refund", "amount", amount, "status", "succeeded")));
    }

    @Override
    protected String nextRefundId() {
        return "re_" + nextNumber();
    }

    private Map<String, Object> session(BankOrder order) {
        var parts = order.status.split("/");
        var session = new LinkedHashMap<String, Object>();
        session.put("id", order.paymentId);
        session.put("object", "checkout.session");
        session.put("status", parts[0]);
        session.put("payment_status", parts.length > 1 ? parts[1] : "unpaid");
        session.put("amount_total", order.amount);
        session.put("currency", order.currency);
        session.put("client_reference_id", order.orderId);
        session.put("livemode", live);
        session.put("url", "https://checkout.stripe.com/c/pay/" + order.paymentId);
        var intent = new LinkedHashMap<String, Object>();
        intent.put("id", "pi" + order.paymentId.substring(2));
        intent.put("status", parts.length > 2 ? parts[2] : order.captured > 0 ? "succeeded" : "processing");
        intent.put("amount_received", order.captured);
        intent.put("latest_charge", charge(order));
        session.put("payment_intent", intent);
        return session;
    }

    private Map<String, Object> charge(BankOrder order) {
        var charge = new LinkedHashMap<String, Object>();
        charge.put("id", "ch" + order.paymentId.substring(2));
        charge.put("object", "charge");
        charge.put("amount", order.captured);
        charge.put("amount_refunded", order.refunded());
        charge.put("payment_intent", "pi" + order.paymentId.substring(2));
        charge.put("currency", order.currency);
        charge.put("metadata", Map.of("order", order.orderId));
        return charge;
    }

    private RawWebhook event(String type, Map<String, Object> object) {
        var event = new LinkedHashMap<String, Object>();
        event.put("id", "evt_" + nextNumber());
        event.put("object", "event");
        event.put("livemode", live);
        event.put("type", type);
        event.put("data", Map.of("object", object));
        var body = write(event);
        long at = clock.now().getEpochSecond();
        var seal = BankSeal.hex(BankSeal.hmacSha256(webhookSecret, at + "." + body));
        return post("", Map.of("stripe-signature", "t=" + at + ",v1=" + seal + ",v0=00"), body);
    }
}
