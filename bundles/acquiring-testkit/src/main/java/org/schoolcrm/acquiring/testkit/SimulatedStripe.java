package org.schoolcrm.acquiring.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** Stripe's Checkout Sessions, refunds and signed events. */
public final class SimulatedStripe extends SimulatedBank {

    private static final Duration KEY_REMEMBERED = Duration.ofHours(24);
    private static final int PAGE = 10;
    private static final String OTHER_DATA = "{\"error\":{\"type\":\"idempotency_error\"}}";

    private final String key;
    private final String webhookSecret;
    private final RememberedKeys keys;
    private final boolean live;
    /** Metadata as the school gave it, by the number of a payment or a refund. */
    private final Map<String, Map<String, String>> metadata = new HashMap<>();

    public SimulatedStripe(Clock clock, String key, String webhookSecret, boolean live) {
        super(clock);
        this.keys = new RememberedKeys(clock, KEY_REMEMBERED);
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
            case AUTHORIZED, PAID -> List.of(event("checkout.session.completed", session(order, "")));
            case FAILED -> List.of(event("checkout.session.async_payment_failed", session(order, "")));
            case EXPIRED -> List.of(event("checkout.session.expired", session(order, "")));
            case REFUNDED ->
                List.of(
                        event("charge.refunded", charge(order)),
                        event("refund.created", refund(order, order.lastRefund())));
        };
    }

    /** A session may come without the fields that say how far it is. */
    @Override
    public List<RawWebhook> unusual(BankOrder order, PaymentEvent event) {
        if (event != PaymentEvent.PAID) {
            return List.of();
        }
        var withoutStatus = session(order, "");
        withoutStatus.remove("status");
        var withoutPaymentStatus = session(order, "");
        withoutPaymentStatus.remove("payment_status");
        return List.of(
                event("checkout.session.completed", withoutStatus),
                event("checkout.session.completed", withoutPaymentStatus));
    }

    @Override
    public List<RawWebhook> paidInTestMode(BankOrder order) {
        var session = session(order, "");
        session.put("livemode", false);
        return List.of(event("checkout.session.completed", session, false));
    }

    @Override
    public boolean refundsMayFailAfterwards() {
        return true;
    }

    /** The payer's bank sends it back, days after it succeeded; only the payment intent is named. */
    @Override
    public List<RawWebhook> failRefund(String orderId) {
        var order = order(orderId);
        var failed = order.change(order.lastRefund(), BankOrder.Refund.State.FAILED);
        return List.of(event("refund.updated", refund(order, failed)), event("refund.failed", refund(order, failed)));
    }

    @Override
    public List<RawWebhook> dispute(String orderId) {
        var order = order(orderId);
        var dispute = new LinkedHashMap<String, Object>();
        dispute.put("id", "dp_" + nextNumber());
        dispute.put("object", "dispute");
        dispute.put("amount", order.captured);
        dispute.put("currency", order.currency);
        dispute.put("charge", chargeOf(order));
        dispute.put("payment_intent", intentOf(order));
        dispute.put("reason", "fraudulent");
        dispute.put("status", "needs_response");
        return List.of(event("charge.dispute.created", dispute));
    }

    /** By its session or by its payment intent. */
    @Override
    public boolean isNumberOf(BankOrder order, String providerId) {
        return order.paymentId.equals(providerId) || intentOf(order).equals(providerId);
    }

    @Override
    protected HttpAnswer answer(HttpCall call) {
        if (!("Bearer " + key).equals(call.headers().get("Authorization"))) {
            return HttpAnswer.of(401, "{\"error\":{\"type\":\"invalid_request_error\"}}");
        }
        var idempotency = call.headers().get("Idempotency-Key");
        return idempotency == null
                ? act(call)
                : keys.answer(idempotency, call, HttpAnswer.of(400, OTHER_DATA), this::act);
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
            return call.method().equals("POST")
                    ? createRefund(form)
                    : refunds(call.uri().getRawQuery());
        }
        var parts = path.split("/");
        if (parts[0].equals("refunds")) {
            return refundState(parts[1]);
        }
        var order = parts[0].equals("checkout") ? byPayment(parts[2]) : byIntent(parts[1]);
        if (order.isEmpty()) {
            return missing();
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
        var asked = call.uri().getQuery() == null ? "" : call.uri().getQuery();
        return HttpAnswer.of(
                200, write(parts[0].equals("checkout") ? session(order.get(), asked) : intent(order.get(), asked)));
    }

    private HttpAnswer create(BankForm form) {
        var order = new BankOrder(
                form.get("client_reference_id"),
                "cs_live_" + nextNumber(),
                Long.parseLong(form.get("line_items[0][price_data][unit_amount]")),
                form.get("line_items[0][price_data][currency]"),
                "manual".equals(form.get("payment_intent_data[capture_method]")),
                "open");
        metadata.put(order.paymentId, form.within("payment_intent_data[metadata]"));
        open(order);
        return HttpAnswer.of(200, write(session(order, "")));
    }

    private HttpAnswer createRefund(BankForm form) {
        var order = byIntent(form.get("payment_intent")).orElseThrow();
        long amount = Long.parseLong(form.get("amount"));
        if (amount <= 0 || amount > order.left()) {
            return HttpAnswer.of(400, "{\"error\":{\"code\":\"charge_already_refunded\"}}");
        }
        var refund = refund(order, "", amount);
        metadata.put(refund.id(), form.within("metadata"));
        return HttpAnswer.of(200, write(refund(order, refund)));
    }

    /** Newest first, a page at a time. */
    private HttpAnswer refunds(String rawQuery) {
        var query = BankForm.read(rawQuery == null ? "" : rawQuery);
        var found = new ArrayList<Map<String, Object>>();
        for (var order : orders()) {
            if (query.get("payment_intent").isEmpty()
                    || query.get("payment_intent").equals(intentOf(order))) {
                order.refunds.forEach(refund -> found.add(refund(order, refund)));
            }
        }
        Collections.reverse(found);
        int from = 1 + found.stream().map(refund -> refund.get("id")).toList().indexOf(query.get("starting_after"));
        int limit = query.get("limit").isEmpty() ? PAGE : Integer.parseInt(query.get("limit"));
        int to = Math.min(found.size(), from + limit);
        return HttpAnswer.of(
                200,
                write(Map.of(
                        "object",
                        "list",
                        "url",
                        "/v1/refunds",
                        "has_more",
                        to < found.size(),
                        "data",
                        found.subList(from, to))));
    }

    private HttpAnswer refundState(String id) {
        for (var order : orders()) {
            for (var refund : order.refunds) {
                if (refund.id().equals(id)) {
                    return HttpAnswer.of(200, write(refund(order, refund)));
                }
            }
        }
        return missing();
    }

    private Map<String, Object> refund(BankOrder order, BankOrder.Refund refund) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("id", refund.id());
        answer.put("object", "refund");
        answer.put("amount", refund.amount());
        answer.put("charge", chargeOf(order));
        answer.put("created", refund.at().getEpochSecond());
        answer.put("currency", order.currency);
        answer.put("metadata", metadata.getOrDefault(refund.id(), Map.of()));
        answer.put("payment_intent", intentOf(order));
        answer.put(
                "status",
                switch (refund.state()) {
                    case IN_HAND -> "pending";
                    case DONE -> "succeeded";
                    case FAILED -> "failed";
                });
        if (refund.state() == BankOrder.Refund.State.FAILED) {
            answer.put("failure_reason", "expired_or_canceled_card");
        }
        return answer;
    }

    private Optional<BankOrder> byIntent(String intent) {
        return intent.startsWith("pi_") ? byPayment("cs" + intent.substring(2)) : Optional.empty();
    }

    private static String intentOf(BankOrder order) {
        return "pi" + order.paymentId.substring(2);
    }

    private static String chargeOf(BankOrder order) {
        return "ch" + order.paymentId.substring(2);
    }

    private static HttpAnswer missing() {
        return HttpAnswer.of(404, "{\"error\":{\"code\":\"resource_missing\"}}");
    }

    @Override
    protected String nextRefundId() {
        return "re_" + nextNumber();
    }

    /**
     * Names the payment intent, once there is one, by its number alone unless it is to be expanded.
     *
     * @param asked the query that may ask for that
     */
    private Map<String, Object> session(BankOrder order, String asked) {
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
        var number = parts[0].equals("complete") ? intentOf(order) : null;
        boolean expanded = number != null && asked.contains("]=payment_intent");
        session.put("payment_intent", expanded ? intent(order, asked) : number);
        return session;
    }

    private Map<String, Object> intent(BankOrder order, String asked) {
        var parts = order.status.split("/");
        var intent = new LinkedHashMap<String, Object>();
        intent.put("id", intentOf(order));
        intent.put("object", "payment_intent");
        intent.put("status", parts.length > 2 ? parts[2] : order.captured > 0 ? "succeeded" : "processing");
        intent.put("amount", order.amount);
        intent.put("amount_received", order.captured);
        intent.put("currency", order.currency);
        intent.put("livemode", live);
        intent.put("latest_charge", asked.contains("latest_charge") ? charge(order) : chargeOf(order));
        intent.put("metadata", metadata.getOrDefault(order.paymentId, Map.of()));
        return intent;
    }

    private Map<String, Object> charge(BankOrder order) {
        var charge = new LinkedHashMap<String, Object>();
        charge.put("id", chargeOf(order));
        charge.put("object", "charge");
        charge.put("amount", order.captured);
        charge.put("amount_refunded", order.refunded());
        charge.put("payment_intent", intentOf(order));
        charge.put("currency", order.currency);
        charge.put("metadata", metadata.getOrDefault(order.paymentId, Map.of()));
        return charge;
    }

    private RawWebhook event(String type, Map<String, Object> object) {
        return event(type, object, live);
    }

    private RawWebhook event(String type, Map<String, Object> object, boolean livemode) {
        var event = new LinkedHashMap<String, Object>();
        event.put("id", "evt_" + nextNumber());
        event.put("object", "event");
        event.put("livemode", livemode);
        event.put("type", type);
        event.put("data", Map.of("object", object));
        var body = write(event);
        long at = clock.now().getEpochSecond();
        var seal = BankSeal.hex(BankSeal.hmacSha256(webhookSecret, at + "." + body));
        return post("", Map.of("stripe-signature", "t=" + at + ",v1=" + seal + ",v0=00"), body);
    }
}
