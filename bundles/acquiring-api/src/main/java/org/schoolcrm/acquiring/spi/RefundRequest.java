package org.schoolcrm.acquiring.spi;

import java.time.Duration;
import java.time.Instant;
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
 * @param requestedAt when it was asked for, before it was first sent; null if that is not known, and then nothing that
 *     a bank forgets after a time can be relied on
 */
public record RefundRequest(
        String key,
        PaymentRef payment,
        Money captured,
        Money refundedBefore,
        Money amount,
        @Nullable String providerRefundId,
        @Nullable FiscalReceipt receipt,
        @Nullable Instant requestedAt) {

    /** One whose age is not known. */
    public RefundRequest(
            String key,
            PaymentRef payment,
            Money captured,
            Money refundedBefore,
            Money amount,
            @Nullable String providerRefundId,
            @Nullable FiscalReceipt receipt) {
        this(key, payment, captured, refundedBefore, amount, providerRefundId, receipt, null);
    }

    /** Whether nothing of the payment is left after it. */
    public boolean isRest() {
        return refundedAfter().equals(captured);
    }

    /** What has gone back in all once this one is done, as far as we know. */
    public Money refundedAfter() {
        return refundedBefore.plus(amount);
    }

    /** The same by the bank's sum, which is behind if this one is not in it yet. */
    public Money refundedAfter(Money told) {
        return told.currency().equals(amount.currency()) && told.compareTo(refundedAfter()) > 0
                ? told
                : refundedAfter();
    }

    /** Whether a bank that knows a key for so long surely still knows the one of this refund, if it ever heard it. */
    public boolean isYoungerThan(Duration age, Instant now) {
        return requestedAt != null && now.isBefore(requestedAt.plus(age));
    }
}
