package org.schoolcrm.host.spi;

import java.time.Instant;
import org.schoolcrm.money.Money;

/**
 * Money to be put onto a customer's account, or taken off it when negative.
 *
 * @param note for people, such as the invoice's number
 */
public record Posting(
        PaymentId id,
        BranchId branch,
        CustomerId customer,
        AccountId account,
        Money amount,
        Instant receivedAt,
        String note) {}
