package org.schoolcrm.billing.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.forecast.api.CostFilter;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;

/**
 * An invoice as somebody fills it in by hand (R011–R029).
 *
 * @param account «Клиентский счет» (R017)
 * @param method «Тип расчета»: how the amount comes about
 * @param amount «Сумма»: typed in with {@code MANUAL}; null, or typed over the cost, with {@code SUBSCRIPTION_COST};
 *     refused with {@code FORECAST}, because a forecast cannot be changed (R015)
 * @param periodBegin «За период», from; null for the day of issue, which is the only one for a forecast (R021)
 * @param periodEnd «За период», to; null with a begin for an open period, null without one for the day of issue, and
 *     with {@code FORECAST} for the rest of the month
 * @param cost which subscriptions count with {@code SUBSCRIPTION_COST}
 * @param payFrom first day of «Срок оплаты», null for the day of issue
 * @param payUntil last day of it, null for «не задан»
 * @param earlier what to do if an unpaid invoice asks for the money of this account already
 */
public record ManualInvoice(
        BranchId branch,
        CustomerId customer,
        AccountId account,
        CalculationMethod method,
        @Nullable Money amount,
        @Nullable LocalDate periodBegin,
        @Nullable LocalDate periodEnd,
        CostFilter cost,
        @Nullable LocalDate payFrom,
        @Nullable LocalDate payUntil,
        boolean repeatable,
        UnpaidInvoicePolicy earlier) {}
