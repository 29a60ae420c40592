package org.schoolcrm.acquiring.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.acquiring.api.RawWebhook;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;
import org.schoolcrm.runtime.api.HttpExchange;

/**
 * A bank in this JVM: speaks the wire protocol, keeps records of its own, signs as the bank does, and fails on request.
 * It shares no code with the adapter that is tried against it.
 */
public abstract class SimulatedBank implements HttpExchange {

    /** What can happen to a payment at its bank. */
    public enum PaymentEvent {
        AUTHORIZED,
        PAID,
        FAILED,
        EXPIRED,
        REFUNDED
    }

    /** How an exchange can go wrong. */
    public enum Fault {
        /** No connection: the bank does nothing. */
        NOT_SENT,
        /** The connection breaks before the bank acts. */
        LOST,
        /** The bank acts, and its answer is lost. */
        ANSWER_LOST,
        /** The bank acts and answers 500. */
        ERROR_AFTER,
        /** The bank answers 500 and does nothing. */
        ERROR_BEFORE,
        /** The bank acts and answers something that is no answer. */
        GARBAGE
    }

    protected static final ObjectMapper JSON = new ObjectMapper();

    protected final Clock clock;
    private final Map<String, BankOrder> orders = new LinkedHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<RawWebhook> outbox = new ArrayList<>();
    private final List<HttpCall> calls = new ArrayList<>();
    private long lastNumber = 700_000_000L;

    protected SimulatedBank(Clock clock) {
        this.clock = clock;
    }

    /** Answers as the bank does. */
    protected abstract HttpAnswer answer(HttpCall call);

    /** The bank's status after the event. */
    protected abstract String statusOf(PaymentEvent event);

    /** What the bank sends about it, signed; nothing if it sends nothing. */
    public abstract List<RawWebhook> notifications(BankOrder order, PaymentEvent event);

    /** What the payer's browser does at the form; banks without a call of their own learn of the order here. */
    public void visit(URI form) {}

    /** Makes the bank report this status from now on. */
    public void setStatus(String orderId, String status) {
        order(orderId).status = status;
    }

    @Override
    public final HttpAnswer send(HttpCall call) {
        calls.add(call);
        var fault = faults.peek();
        if (fault == null || !hits(fault, call)) {
            return answer(call);
        }
        faults.remove();
        return switch (fault) {
            case NOT_SENT -> HttpAnswer.notSent("connection refused");
            case LOST -> HttpAnswer.noAnswer("connection reset");
            case ERROR_BEFORE -> HttpAnswer.of(500, "Internal error");
            case ANSWER_LOST -> after(call, HttpAnswer.noAnswer("no answer within 20 s"));
            case ERROR_AFTER -> after(call, HttpAnswer.of(500, "Internal error"));
            case GARBAGE -> after(call, HttpAnswer.of(200, "<html>\u0000 maintenance"));
        };
    }

    /** Whether the fault hits this call; one that waits for the call that matters lets those that prepare it pass. */
    protected boolean hits(Fault fault, HttpCall call) {
        return true;
    }

    public final void failNext(Fault fault) {
        faults.add(fault);
    }

    public final void failNothing() {
        faults.clear();
    }

    public final List<HttpCall> calls() {
        return List.copyOf(calls);
    }

    public final Collection<BankOrder> orders() {
        return orders.values();
    }

    public final Optional<BankOrder> find(String orderId) {
        return Optional.ofNullable(orders.get(orderId));
    }

    public final BankOrder order(String orderId) {
        return find(orderId).orElseThrow();
    }

    /** Moves the money as the payer or the bank's staff does, and returns what the bank sends about it. */
    public final List<RawWebhook> simulate(String orderId, PaymentEvent event) {
        var order = order(orderId);
        switch (event) {
            case PAID -> order.captured = order.amount;
            case REFUNDED -> enterRefund(order, "", order.left());
            case AUTHORIZED, FAILED, EXPIRED -> {}
        }
        order.status = statusOf(event);
        return notifications(order, event);
    }

    /** A refund that the bank's own staff makes. */
    public final List<RawWebhook> refundByStaff(String orderId, long amount) {
        var order = order(orderId);
        enterRefund(order, "", amount);
        return notifications(order, PaymentEvent.REFUNDED);
    }

    /** A refund that the school asked for; the bank sends a notification of it as of any other. */
    protected final BankOrder.Refund refund(BankOrder order, String key, long amount) {
        var refund = enterRefund(order, key, amount);
        outbox.addAll(notifications(order, PaymentEvent.REFUNDED));
        return refund;
    }

    /** What the bank sends besides what {@link #simulate} returned. */
    public final List<RawWebhook> takeOutbox() {
        var taken = List.copyOf(outbox);
        outbox.clear();
        return taken;
    }

    /** A payment that some other system opened at the same shop. */
    public final BankOrder openForeign(String orderId, long amount, String currency) {
        var order = new BankOrder(
                orderId, foreignPaymentId(orderId), amount, currency, false, statusOf(PaymentEvent.FAILED));
        open(order);
        return order;
    }

    protected String foreignPaymentId(String orderId) {
        return String.valueOf(nextNumber());
    }

    /** Whether it sends notifications of refunds, or can only be queried. */
    public boolean notifiesOfRefunds() {
        return true;
    }

    /** Whether it reports how much was refunded when its own staff refunded a part. */
    public boolean reportsPartialRefunds() {
        return true;
    }

    private BankOrder.Refund enterRefund(BankOrder order, String key, long amount) {
        if (amount <= 0 || amount > order.left()) {
            throw new IllegalArgumentException("The bank does not refund more than it has");
        }
        var refund = new BankOrder.Refund(nextRefundId(), key, amount);
        order.refunds.add(refund);
        order.status = statusAfterRefund(order);
        return refund;
    }

    protected String statusAfterRefund(BankOrder order) {
        return statusOf(PaymentEvent.REFUNDED);
    }

    protected String nextRefundId() {
        return String.valueOf(nextNumber());
    }

    protected final void open(BankOrder order) {
        orders.put(order.orderId, order);
    }

    protected final Optional<BankOrder> byPayment(String paymentId) {
        return orders.values().stream()
                .filter(order -> order.paymentId.equals(paymentId))
                .findFirst();
    }

    protected final long nextNumber() {
        return ++lastNumber;
    }

    protected final RawWebhook post(String type, Map<String, String> headers, String body) {
        return new RawWebhook(
                "POST", type, "", headers, body.getBytes(StandardCharsets.UTF_8), "192.0.2.10", clock.now());
    }

    protected final RawWebhook get(String query) {
        return new RawWebhook("GET", "", query, Map.of(), new byte[0], "192.0.2.10", clock.now());
    }

    protected static JsonNode read(HttpCall call) {
        try {
            return JSON.readTree(new String(call.body(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    protected static String write(Object document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    protected static String decimal(long minor) {
        return minor / 100 + "." + String.format(java.util.Locale.ROOT, "%02d", minor % 100);
    }

    /** The smallest units of a decimal amount. */
    protected static long minor(String decimal) {
        return new java.math.BigDecimal(decimal).movePointRight(2).longValueExact();
    }

    private HttpAnswer after(HttpCall call, HttpAnswer shown) {
        answer(call);
        return shown;
    }
}
