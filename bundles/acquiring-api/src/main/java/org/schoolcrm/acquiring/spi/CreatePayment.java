package org.schoolcrm.acquiring.spi;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * A payment to be opened at a bank. The order number is also the idempotency key.
 *
 * @param orderId our number: opaque, at most 32 characters, used once
 * @param description what the payer reads, such as the invoice's number
 * @param returnTo where the bank sends the payer afterwards
 * @param webhookAt where the bank tells us what happened
 * @param validUntil when the form is to close
 * @param hold whether the money is only to be held, see {@link Acquirer#capture}
 * @param language of the form, {@code ru} or {@code en}
 * @param receipt null if the bank is to print none
 */
public record CreatePayment(
        String orderId,
        Money amount,
        String description,
        URI returnTo,
        URI webhookAt,
        Instant validUntil,
        boolean hold,
        PaymentMethod method,
        String language,
        @Nullable FiscalReceipt receipt) {

    /** Paid at once, by any method, in Russian, without a receipt. */
    public CreatePayment(
            String orderId, Money amount, String description, URI returnTo, URI webhookAt, Instant validUntil) {
        this(orderId, amount, description, returnTo, webhookAt, validUntil, false, PaymentMethod.ANY, "ru", null);
    }
}
