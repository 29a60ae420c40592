package org.schoolcrm.rest.invoice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.billing.api.InvoiceFlag;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.billing.api.InvoiceStatus;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;

/**
 * An invoice as callers see it; {@code expired} is computed for today, {@code customerName} is empty if it is gone.
 *
 * @param paid what was booked, refunds not taken off
 * @param refunded what went back of it
 * @param due what the next payment is asked for; zero once nothing is
 * @param openedAt when its page was opened in a browser for the first time, null if never
 */
public record InvoiceView(
        InvoiceId id,
        String number,
        BranchId branch,
        CustomerId customer,
        String customerName,
        AccountId account,
        CalculationMethod method,
        Money amount,
        Money paid,
        Money refunded,
        Money due,
        LocalDate periodBegin,
        @Nullable LocalDate periodEnd,
        LocalDate payFrom,
        @Nullable LocalDate payUntil,
        boolean repeatable,
        InvoiceStatus status,
        boolean expired,
        Set<InvoiceFlag> flags,
        Instant issuedAt,
        @Nullable Instant openedAt,
        String link) {

    /** Why an invoice asks for what it asks; of a forecast with the hash of what it was made from. */
    public record Explanation(
            List<InvoiceLine> lines,
            Money balance,
            @Nullable String snapshot) {}
}
