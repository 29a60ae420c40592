package org.schoolcrm.acquiring.api;

import java.time.Instant;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.PaymentId;
import org.schoolcrm.money.Money;

/**
 * Money that a bank took and nobody was credited with: its order is not ours, or it came in another currency or mode.
 *
 * @param detail why, with the bank's words
 */
public record UnallocatedPayment(
        PaymentId id,
        BranchId branch,
        MerchantAccountId account,
        String providerId,
        Money amount,
        String detail,
        Instant at) {}
