package org.schoolcrm.acquiring.spi;

import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * Money to be sent back.
 *
 * @param key our number of this refund, at most 32 characters, the same whenever it is tried again
 * @param captured what the payment brought
 * @param refundedBefore what went back of it before
 * @param providerRefundId the bank's number of this refund, null as long as we do not know it
 * @param receipt null if the bank is to print none
 */
public record RefundRequest(
        String key,
        PaymentRef payment,
        Money captured,
        Money refundedBefore,
        Money amount,
        @Nullable String providerRefundId,
        @Nullable FiscalReceipt receipt) {

    /** Whether nothing of the payment is left after it. */
    public boolean isRest() {
        return refundedBefore.plus(amount).equals(captured);
    }
}
