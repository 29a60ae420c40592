package org.schoolcrm.acquiring.api;

import java.util.List;
import org.schoolcrm.money.Money;

/**
 * An attempt with what it brought.
 *
 * @param captured what the bank took for it, zero if nothing
 * @param refunded what went back of that, whoever sent it back
 */
public record Payment(PaymentAttempt attempt, String account, Money captured, Money refunded, List<Refund> refunds) {

    public Payment {
        refunds = List.copyOf(refunds);
    }

    /** What can still be sent back, refunds under way excluded. */
    public Money left() {
        var underWay = refunds.stream()
                .filter(refund -> refund.status().isOpen())
                .map(Refund::amount)
                .toList();
        return captured.minus(refunded).minus(Money.sum(captured.currency(), underWay));
    }
}
