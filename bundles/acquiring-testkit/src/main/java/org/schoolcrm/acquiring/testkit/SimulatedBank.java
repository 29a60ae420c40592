package org.schoolcrm.acquiring.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolcrm.provider.api.RawWebhook;
import org.schoolcrm.provider.api.WebhookReply;
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

    /** How long a bank looks at a refund that it does not decide at once. */
    public static final Duration REFUND_IN_HAND = Duration.ofMinutes(5);

    protected final Clock clock;
    private final Map<String, BankOrder> orders = new LinkedHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private int passing;
    private final List<RawWebhook> outbox = new ArrayList<>();
    private final List<HttpCall> calls = new ArrayList<>();
    private boolean refusesRefundsInHand;
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

    /**
     * The same news with documented parameters that the school may have asked for or that came to be there later. The
     * signature is right; what cannot be read out of it must be asked about.
     */
    public List<RawWebhook> unusual(BankOrder order, PaymentEvent event) {
        return List.of();
    }

    /** What the bank sends when the order was paid with test money. */
    public List<RawWebhook> paidInTestMode(BankOrder order) {
        return List.of();
    }

    /** What the bank sends when less than the held amount was taken and it names both. */
    public List<RawWebhook> takenInPart(BankOrder order) {
        return List.of();
    }

    /** What the bank sends when it names another currency than the order's. */
    public List<RawWebhook> inAnotherCurrency(BankOrder order) {
        return List.of();
    }

    /** Whether the bank, asked by our number, tells of one operation alone, which need not be the payment. */
    public boolean tellsOnlyTheLastOperation() {
        return false;
    }

    /** Signed news of a payment that carries no number of ours. */
    public List<RawWebhook> unnumbered(BankOrder order) {
        return List.of();
    }

    /** The bank's question before it takes money; nothing from a bank that does not ask. */
    public Optional<RawWebhook> question(BankOrder order) {
        return Optional.empty();
    }

    /** Whether the bank takes the money after this reply to its question. */
    public boolean isPermission(WebhookReply reply) {
        return reply.status() == 200;
    }

    /** What the payer's browser does at the form; banks without a call of their own learn of the order here. */
    public void visit(URI form) {}

    /** Makes the bank report this status from now on. */
    public void setStatus(String orderId, String status) {
        order(orderId).status = status;
    }

    @Override
    public final HttpAnswer send(HttpCall call) {
        calls.add(call);
        decideRefunds();
        var fault = faults.peek();
        if (fault != null && passing > 0) {
            passing--;
            return answer(call);
        }
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

    /** Lets calls pass that prepare the one that is to fail, as some banks need them. */
    public final void failAfter(int calls, Fault fault) {
        passing = calls;
        faults.add(fault);
    }

    public final void failNothing() {
        passing = 0;
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
    public List<RawWebhook> simulate(String orderId, PaymentEvent event) {
        var order = order(orderId);
        switch (event) {
            case PAID -> order.captured = order.amount;
            case REFUNDED -> {
                return refundByStaff(orderId, order.left());
            }
            case AUTHORIZED, FAILED, EXPIRED -> {}
        }
        order.status = statusOf(event);
        return notifications(order, event);
    }

    /** A refund that the bank's own staff makes, in the cabinet. */
    public final List<RawWebhook> refundByStaff(String orderId, long amount) {
        var order = order(orderId);
        var refund = enterRefund(order, "", amount, true);
        return refund.state() == BankOrder.Refund.State.DONE ? notifications(order, PaymentEvent.REFUNDED) : List.of();
    }

    /** A refund that the school asked for; the bank sends a notification of it as of any other. */
    protected final BankOrder.Refund refund(BankOrder order, String key, long amount) {
        var refund = enterRefund(order, key, amount, false);
        if (refund.state() == BankOrder.Refund.State.DONE) {
            outbox.addAll(notifications(order, PaymentEvent.REFUNDED));
        }
        return refund;
    }

    /** Whether the payer can take SBP at the form, whose refunds the bank decides later. */
    public boolean offersSbp() {
        return false;
    }

    /** The payer takes SBP at the form. */
    public final void chooseSbp(String orderId) {
        order(orderId).sbp = true;
    }

    /** How long a refund of the order is in the bank's hand before it is decided. */
    protected Duration refundTakes(BankOrder order) {
        return Duration.ZERO;
    }

    /** From now on refunds that the bank has in hand end so. */
    public final void refuseRefundsInHand(boolean refused) {
        refusesRefundsInHand = refused;
    }

    /** What the bank sends once it has decided a refund that it had in hand. */
    protected List<RawWebhook> decided(BankOrder order, BankOrder.Refund refund) {
        return refund.state() == BankOrder.Refund.State.DONE ? notifications(order, PaymentEvent.REFUNDED) : List.of();
    }

    private void decideRefunds() {
        for (var order : orders.values()) {
            for (var refund : List.copyOf(order.refunds)) {
                if (refund.state() == BankOrder.Refund.State.IN_HAND
                        && !clock.now().isBefore(refund.at().plus(refundTakes(order)))) {
                    var state = refusesRefundsInHand ? BankOrder.Refund.State.FAILED : BankOrder.Refund.State.DONE;
                    var decided = order.change(refund, state);
                    order.status = statusAfterRefund(order);
                    outbox.addAll(decided(order, decided));
                }
            }
        }
    }

    /** Whether money can come back to us after a refund of it was reported as done. */
    public boolean refundsMayFailAfterwards() {
        return false;
    }

    /** The last refund, done and reported, fails after all; what the bank sends about it. */
    public List<RawWebhook> failRefund(String orderId) {
        throw new UnsupportedOperationException("A refund of this bank is final");
    }

    /** Whether the bank's own staff can undo a paid order as if it had never been paid. */
    public boolean allowsReversal() {
        return false;
    }

    /** The bank's own staff undoes a paid order; what the bank sends about it. */
    public List<RawWebhook> reverseByStaff(String orderId) {
        throw new UnsupportedOperationException("This bank only refunds");
    }

    /** The payer disputes a payment; what the bank sends about it, nothing from a bank that tells by letter. */
    public List<RawWebhook> dispute(String orderId) {
        return List.of();
    }

    /** The payer tries once more and is declined under another number; nothing where an order has but one. */
    public List<RawWebhook> declineAnotherTry(String orderId) {
        return List.of();
    }

    /** Whether the bank calls the payment so. */
    public boolean isNumberOf(BankOrder order, String providerId) {
        return order.paymentId.equals(providerId);
    }

    /** What the bank sends besides what {@link #simulate} returned. */
    public final List<RawWebhook> takeOutbox() {
        decideRefunds();
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

    private BankOrder.Refund enterRefund(BankOrder order, String key, long amount, boolean byStaff) {
        if (amount <= 0 || amount > order.left()) {
            throw new IllegalArgumentException("The bank does not refund more than it has");
        }
        var state = refundTakes(order).isZero() ? BankOrder.Refund.State.DONE : BankOrder.Refund.State.IN_HAND;
        var refund = new BankOrder.Refund(nextRefundId(), key, amount, clock.now(), byStaff, state);
        order.refunds.add(refund);
        order.status = statusAfterRefund(order);
        return refund;
    }

    /** An entry of the bank's own that undoes all that is left, and no refund that anybody could list. */
    protected final void undo(BankOrder order, String status) {
        order.refunds.add(
                new BankOrder.Refund(nextRefundId(), "", order.left(), clock.now(), true, BankOrder.Refund.State.DONE));
        order.status = status;
    }

    protected String statusAfterRefund(BankOrder order) {
        return statusOf(PaymentEvent.REFUNDED);
    }

    protected String nextRefundId() {
        return String.valueOf(nextNumber());
    }

    protected final void open(BankOrder order) {
        if (find(order.orderId).filter(earlier -> earlier.captured > 0).isPresent()) {
            throw new IllegalStateException("Order " + order.orderId + " is paid and cannot be opened again");
        }
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
