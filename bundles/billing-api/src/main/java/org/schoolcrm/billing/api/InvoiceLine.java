package org.schoolcrm.billing.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

/**
 * One line that explains the amount of an invoice.
 *
 * @param subscription null for a line typed in by hand
 */
public record InvoiceLine(
        LocalDate date,
        @Nullable SubscriptionId subscription,
        @Nullable SubjectId subject,
        Money gross,
        Money discount) {

    public Money net() {
        return gross.minus(discount);
    }
}
