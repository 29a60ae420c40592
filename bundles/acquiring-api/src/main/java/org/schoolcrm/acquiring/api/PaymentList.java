package org.schoolcrm.acquiring.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.billing.api.InvoiceId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.money.Money;

/** The online payments of a branch, whichever invoices they were for. */
@ProviderType
public interface PaymentList {

    /**
     * Newest first.
     *
     * @param status null for all
     * @param before the last one of the page before, null for the first page
     */
    List<Line> of(BranchId branch, @Nullable AttemptStatus status, @Nullable AttemptId before, int limit);

    /**
     * One payment with what it brought.
     *
     * @param account the name of the merchant account
     */
    record Line(
            AttemptId id,
            InvoiceId invoice,
            String number,
            CustomerId customer,
            String account,
            AttemptStatus status,
            Money amount,
            Money captured,
            Money refunded,
            String detail,
            Instant startedAt,
            ReceiptStatus receipt) {}
}
