package org.schoolcrm.acquiring.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A payment in a simulated bank's own records; amounts in the smallest unit. */
public final class BankOrder {

    /**
     * Money that goes back.
     *
     * @param key what whoever asked for it called it
     * @param byStaff whether the bank's own staff made it, in the cabinet
     */
    public record Refund(String id, String key, long amount, Instant at, boolean byStaff, State state) {

        /** How far it is. */
        public enum State {
            IN_HAND,
            DONE,
            FAILED
        }

        Refund in(State next) {
            return new Refund(id, key, amount, at, byStaff, next);
        }
    }

    /**
     * A payment of the same order that the bank declined, under a number of its own.
     *
     * @param afterPayment whether it came after the one that succeeded
     */
    public record DeclinedTry(String id, boolean afterPayment) {}

    public final String orderId;
    public final String paymentId;
    public final long amount;
    public final String currency;
    public final boolean hold;
    public final List<Refund> refunds = new ArrayList<>();
    public final List<DeclinedTry> declined = new ArrayList<>();
    /** How far it is, as the bank calls it. */
    public String status;
    /** What the bank took. */
    public long captured;
    /** Whether the payer took the Faster Payments System (SBP) rather than a card. */
    public boolean sbp;

    public BankOrder(String orderId, String paymentId, long amount, String currency, boolean hold, String status) {
        this.orderId = orderId;
        this.paymentId = paymentId;
        this.amount = amount;
        this.currency = currency;
        this.hold = hold;
        this.status = status;
    }

    /** What has gone back. */
    public long refunded() {
        return sum(Refund.State.DONE);
    }

    /** What can still be sent back: what is in hand is spoken for. */
    public long left() {
        return captured - sum(Refund.State.DONE) - sum(Refund.State.IN_HAND);
    }

    public boolean hasRefundInHand() {
        return sum(Refund.State.IN_HAND) > 0;
    }

    /** What the bank's own staff sent back. */
    public long refundedByStaff() {
        return refunds.stream()
                .filter(refund -> refund.byStaff() && refund.state() == Refund.State.DONE)
                .mapToLong(Refund::amount)
                .sum();
    }

    Refund lastRefund() {
        return refunds.get(refunds.size() - 1);
    }

    Refund change(Refund refund, Refund.State state) {
        var next = refund.in(state);
        refunds.set(refunds.indexOf(refund), next);
        return next;
    }

    private long sum(Refund.State state) {
        return refunds.stream()
                .filter(refund -> refund.state() == state)
                .mapToLong(Refund::amount)
                .sum();
    }
}
