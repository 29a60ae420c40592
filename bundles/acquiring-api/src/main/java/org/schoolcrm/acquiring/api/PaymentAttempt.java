package org.schoolcrm.acquiring.api;

import com.google.errorprone.annotations.CheckReturnValue;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.money.Money;

/**
 * One visit to a bank's payment form. Never changes in place.
 *
 * @param orderId our number at the bank: opaque, unguessable, used once
 * @param providerId the bank's number, once it has told us
 * @param payAt the bank's form, once there is one
 * @param receipt the receipt of what is paid
 */
@CheckReturnValue
public record PaymentAttempt(
        AttemptId id,
        MerchantAccountId account,
        InvoiceId invoice,
        String orderId,
        Money amount,
        AttemptStatus status,
        @Nullable String providerId,
        @Nullable URI payAt,
        String detail,
        Instant startedAt,
        Instant validUntil,
        ReceiptStatus receipt) {

    /** One whose receipt nobody waits for. */
    public PaymentAttempt(
            AttemptId id,
            MerchantAccountId account,
            InvoiceId invoice,
            String orderId,
            Money amount,
            AttemptStatus status,
            @Nullable String providerId,
            @Nullable URI payAt,
            String detail,
            Instant startedAt,
            Instant validUntil) {
        this(
                id,
                account,
                invoice,
                orderId,
                amount,
                status,
                providerId,
                payAt,
                detail,
                startedAt,
                validUntil,
                ReceiptStatus.NONE);
    }

    /**
     * Applies a report. What was known stays unless the report moves the status: late news may be about another
     * transaction of the same order.
     */
    public PaymentAttempt apply(AttemptStatus reported, @Nullable String bankId, @Nullable URI form, String words) {
        var joined = status.join(reported);
        return new PaymentAttempt(
                id,
                account,
                invoice,
                orderId,
                amount,
                joined,
                bankId == null || (joined == status && providerId != null) ? providerId : bankId,
                form == null || (joined == status && payAt != null) ? payAt : form,
                joined == status && joined != reported ? detail : words,
                startedAt,
                validUntil,
                receipt);
    }

    public PaymentAttempt withReceipt(ReceiptStatus reported) {
        return new PaymentAttempt(
                id,
                account,
                invoice,
                orderId,
                amount,
                status,
                providerId,
                payAt,
                detail,
                startedAt,
                validUntil,
                receipt.join(reported));
    }

    /** Whether the payer can still use this attempt's form. */
    public boolean isUsable(Instant now) {
        return status == AttemptStatus.PENDING && payAt != null && now.isBefore(validUntil);
    }
}
