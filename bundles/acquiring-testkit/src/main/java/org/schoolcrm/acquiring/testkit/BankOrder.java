package org.schoolcrm.acquiring.testkit;

import java.util.ArrayList;
import java.util.List;

/** A payment in a simulated bank's own records; amounts in the smallest unit. */
public final class BankOrder {

    /** Money that went back. */
    public record Refund(String id, String key, long amount) {}

    public final String orderId;
    public final String paymentId;
    public final long amount;
    public final String currency;
    public final boolean hold;
    public final List<Refund> refunds = new ArrayList<>();
    /** How far it is, as the bank calls it. */
    public String status;
    /** What the bank took. */
    public long captured;

    public BankOrder(String orderId, String paymentId, long amount, String currency, boolean hold, String status) {
        this.orderId = orderId;
        this.paymentId = paymentId;
        this.amount = amount;
        this.currency = currency;
        this.hold = hold;
        this.status = status;
    }

    public long refunded() {
        return refunds.stream().mapToLong(Refund::amount).sum();
    }

    public long left() {
        return captured - refunded();
    }
}
