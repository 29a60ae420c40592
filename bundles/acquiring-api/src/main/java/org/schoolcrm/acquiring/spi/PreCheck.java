package org.schoolcrm.acquiring.spi;

import org.schoolcrm.money.Money;

/** A bank's question whether a payment may be taken. */
public record PreCheck(String orderId, Money amount) {

    /** Our answer. */
    public enum Verdict {
        GO_ON,
        UNKNOWN_ORDER,
        WRONG_AMOUNT,
        EXPIRED,
        CANNOT_ACCEPT
    }
}
