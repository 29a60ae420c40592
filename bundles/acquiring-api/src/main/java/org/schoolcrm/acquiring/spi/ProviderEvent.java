package org.schoolcrm.acquiring.spi;

import org.jspecify.annotations.Nullable;
import org.schoolcrm.money.Money;

/**
 * One thing that a bank reports.
 *
 * @param orderId our number of the attempt, as the bank repeats it
 * @param providerId the bank's number of the payment
 * @param operationId the bank's number of this very operation on it; the payment's own number where the bank has none
 * @param amount what the event is about, null if the bank does not say
 * @param live whether real money moved
 * @param detail the bank's own word, for people
 */
public record ProviderEvent(
        String orderId,
        String providerId,
        String operationId,
        PaymentOutcome.Status status,
        @Nullable Money amount,
        boolean live,
        String detail) {}
