package org.schoolcrm.acquiring.core.refund;

import org.jspecify.annotations.Nullable;
import org.schoolcrm.acquiring.api.MerchantAccount;
import org.schoolcrm.acquiring.api.PaymentAttempt;
import org.schoolcrm.acquiring.api.Refund;
import org.schoolcrm.acquiring.core.payment.FiscalReceipts;
import org.schoolcrm.acquiring.core.payment.PaymentPosting;
import org.schoolcrm.acquiring.spi.AttemptStore;
import org.schoolcrm.acquiring.spi.FiscalReceipt;
import org.schoolcrm.acquiring.spi.PaymentRef;
import org.schoolcrm.acquiring.spi.RefundRequest;
import org.schoolcrm.billing.api.Billing;
import org.schoolcrm.runtime.api.Clock;

/** What a bank is asked to send back, with all that it wants to know of the payment. */
public final class RefundRequests {

    private final AttemptStore attempts;
    private final PaymentPosting posting;
    private final FiscalReceipts receipts;
    private final Billing billing;
    private final Clock clock;

    public RefundRequests(
            AttemptStore attempts, PaymentPosting posting, FiscalReceipts receipts, Billing billing, Clock clock) {
        this.attempts = attempts;
        this.posting = posting;
        this.receipts = receipts;
        this.billing = billing;
        this.clock = clock;
    }

    RefundRequest of(MerchantAccount account, Refund refund) {
        var attempt = attempts.find(refund.attempt()).orElseThrow();
        return new RefundRequest(
                refund.key(),
                new PaymentRef(attempt.orderId(), attempt.providerId()),
                posting.captured(attempt),
                refund.refundedBefore(),
                refund.amount(),
                refund.providerId(),
                receipt(account, attempt, refund),
                refund.requestedAt());
    }

    private @Nullable FiscalReceipt receipt(MerchantAccount account, PaymentAttempt attempt, Refund refund) {
        var invoice = billing.find(attempt.invoice()).orElseThrow();
        return receipts.of(account, invoice, refund.amount(), clock.now()).orElse(null);
    }
}
