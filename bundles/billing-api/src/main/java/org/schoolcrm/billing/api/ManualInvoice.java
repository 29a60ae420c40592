package org.schoolcrm.billing.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.money.Money;

/**
 * An invoice as somebody fills it in by hand (R012–R029).
 *
 * @param period «За период», null for the day of issue alone
 * @param payFrom first day of «Срок оплаты», null for the day of issue
 * @param payUntil last day of it, null for «не задан»
 */
public record ManualInvoice(
        BranchId branch,
        CustomerId customer,
        Money amount,
        @Nullable DateRange period,
        @Nullable LocalDate payFrom,
        @Nullable LocalDate payUntil,
        boolean repeatable) {}
